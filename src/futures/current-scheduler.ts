/**
 * Which loop a future belongs to when nobody says so.
 *
 * The loop is above this folder, so it leaves itself here instead of being imported.
 */
import { RuntimeError } from "../errors.js";
import { taskStorage } from "./current-task.js";
import type { Scheduler } from "./scheduler.js";

let provider: (() => Scheduler) | undefined;
let active: Scheduler | undefined;

/**
 * The loop that new futures belong to: the one whose turn it is, or whose task is running, else this thread's.
 *
 * @returns the loop.
 * @throws RuntimeError where no loop was ever loaded.
 * @internal
 */
export function currentScheduler(): Scheduler {
	const running = activeScheduler();
	if (running !== undefined) return running;
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
 * The loop whose turn it is, or to which the task belongs whose async function is running: that runs between turns. What a
 * task has set up in Node still finds the task when it has ended; where its loop is closed, too, that is no longer meant.
 *
 * @returns the loop; `undefined` outside all turns and tasks.
 * @internal
 */
export function activeScheduler(): Scheduler | undefined {
	if (active !== undefined) return active;
	const task = taskStorage.getStore()?.task;
	const scheduler = task?.getLoop().scheduler;
	return scheduler?.isClosed === true && task?.done() === true ? undefined : scheduler;
}
