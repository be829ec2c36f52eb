/** Runs the body of a scope. */
import { Task } from "../task.js";

/**
 * Runs an async function in a task of its own, which begins at once. What the scope cancels is that task: in place of the one
 * that calls, which a callback of Node's takes for its own where it was set up in it (a server's handler, a timer).
 * Whoever waits for what is returned cancels it along with itself.
 *
 * @param fn the function.
 * @returns its task.
 */
export function inTask<T>(fn: () => Promise<T>): Task<T> {
	return new Task(fn, { eagerStart: true });
}
