/** Runs async functions in the running task. */
import { currentTask, taskStorage } from "../current-task.js";
import { Task } from "../task.js";

/**
 * Runs an async function as a part of the running task, if that runs an async function itself; else makes a task of it.
 *
 * @param fn the function.
 * @returns what it returns.
 */
export function inTask<T>(fn: () => Promise<T>): Promise<T> {
	const task = taskStorage.getStore()?.task;
	// What an async function waits for while a generator is stepped is not that generator's to cancel; and a function that
	// outlives its task still sees it, but nothing can be cancelled through that one.
	const belongs = task !== undefined && task === currentTask() && !task.done();
	return belongs ? fn() : new Task(fn);
}
