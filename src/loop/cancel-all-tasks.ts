/** What a runner does before it closes its loop. */
import { allTasks } from "../futures/index.js";
import type { EventLoop } from "./event-loop.js";

/**
 * Cancels what is left of a loop's tasks, and waits until they have ended; reports those that failed at it.
 *
 * @param loop the loop, which must not be running.
 * @returns a promise of their end.
 */
export async function cancelAllTasks(loop: EventLoop): Promise<void> {
	const tasks = [...allTasks(loop)];
	if (tasks.length === 0) return;
	for (const task of tasks) task.cancel();
	await loop.runUntilComplete(Promise.allSettled(tasks));
	for (const task of tasks) {
		if (task.cancelled()) continue;
		const exception = task.exception();
		if (exception === undefined) continue;
		loop.callExceptionHandler({
			message: "Unhandled exception while the runner was closed",
			exception,
			task,
		});
	}
}
