/**
 * Which task is running.
 *
 * A generator's task is the running one while it is stepped. An async function's task is found through
 * AsyncLocalStorage, since its steps are microtasks that nobody announces.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { AsyncBody } from "./async-body.js";
import type { Task } from "./task.js";

/** The async function of a task that the running code belongs to. Entered only where there is one: it costs. */
export const taskStorage: AsyncLocalStorage<AsyncBody<unknown> | undefined> = new AsyncLocalStorage();

let stepped: Task<unknown> | undefined;

/**
 * Says which generator task is being stepped.
 *
 * @internal
 * @param task the task, or the one before it when its step is over.
 * @returns the one that was being stepped until now.
 */
export function enterStep(task: Task<unknown> | undefined): Task<unknown> | undefined {
	const before = stepped;
	stepped = task;
	return before;
}

/**
 * The task that is running. Throws nothing.
 *
 * @returns the task; `undefined` outside all tasks, as in a callback of the loop.
 * @example
 * ```ts
 * import { currentTask, getEventLoop } from "evloop";
 *
 * const task = getEventLoop().createTask(
 * 	function* () {
 * 		return currentTask()?.getName();
 * 	},
 * 	{ name: "mine" },
 * );
 * console.log(await task); // mine
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.current_task
 */
export function currentTask(): Task<unknown> | undefined {
	return stepped ?? taskStorage.getStore()?.task;
}
