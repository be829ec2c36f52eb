/** What goes on beside the task that has begun it. */
import { taskStorage } from "./current-task.js";

/**
 * Calls a function outside of the running task: what it begins to wait for is not that task's to cancel. Other values of
 * AsyncLocalStorage stay.
 *
 * @param begin the function.
 * @returns what it returns.
 */
export function outOfTask<T>(begin: () => T): T {
	return taskStorage.getStore() === undefined ? begin() : taskStorage.run(undefined, begin);
}
