/**
 * Which loop a future belongs to when nobody says so.
 *
 * The loop is above this folder, so it leaves itself here instead of being imported.
 */
import { RuntimeError } from "../errors.js";
import type { Scheduler } from "./scheduler.js";

let provider: (() => Scheduler) | undefined;
let active: Scheduler | undefined;

/**
 * The loop that new futures belong to: the one whose turn it is, else this thread's.
 *
 * @returns the loop.
 * @throws RuntimeError where no loop was ever loaded.
 * @internal
 */
export function currentScheduler(): Scheduler {
	if (active !== undefined) return active;
	if (provider === undefined) {
		throw new RuntimeError(
			"Cannot make a future without a loop: pass one as { loop }, or import evloop's loop",
		);
	}
	return provider();
}

/**
 * Says where new futures find their loop.
 *
 * @param provide returns the loop of this thread.
 * @internal
 */
export function provideScheduler(provide: () => Scheduler): void {
	provider = provide;
}

/**
 * Says whose turn it is.
 *
 * @param scheduler the loop that begins a turn, or the one that was active before it.
 * @returns the one that was active until now.
 * @internal
 */
export function activate(scheduler: Scheduler | undefined): Scheduler | undefined {
	const before = active;
	active = scheduler;
	return before;
}

/**
 * The loop whose turn it is.
 *
 * @returns the loop; `undefined` outside all turns.
 * @internal
 */
export function activeScheduler(): Scheduler | undefined {
	return active;
}
