/** How a future is made. */
import { show } from "../internal/index.js";
import { currentScheduler } from "./current-scheduler.js";
import type { Scheduler, SchedulerOwner } from "./scheduler.js";

/** How a {@link Future} is made. */
export interface FutureOptions {
	/** The loop that runs its callbacks; this thread's loop if absent. */
	readonly loop?: SchedulerOwner | undefined;
}

/**
 * The loop of a future that was given none.
 *
 * @param options how the future is made.
 * @returns the loop.
 * @throws TypeError if what was given is no loop.
 * @throws RuntimeError where it has no loop to belong to.
 */
export function schedulerFor(options: FutureOptions | undefined): Scheduler {
	const loop = options?.loop;
	if (loop === undefined) return currentScheduler();
	throw new TypeError(`Cannot make a future: the loop must be an event loop, got ${show(loop)}`);
}
