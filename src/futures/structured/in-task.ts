/** Runs async functions in the running task. */
import { currentTask } from "../current-task.js";
import { Task } from "../task.js";

/**
 * Runs an async function as a part of the running task; outside all tasks it makes one.
 *
 * @param fn the function.
 * @returns what it returns.
 */
export function inTask<T>(fn: () => Promise<T>): Promise<T> {
	const task = currentTask();
	// A function that outlives its task still sees it; nothing can be cancelled through that one.
	return task !== undefined && !task.done() ? fn() : new Task(fn);
}
