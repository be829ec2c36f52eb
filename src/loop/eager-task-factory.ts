/** Tasks that begin at once. */
import { Task } from "../futures/index.js";
import type { TaskFactory } from "./task-factory.js";

/**
 * A task factory whose tasks begin inside the call that makes them.
 *
 * A task whose generator never waits is done when the call returns, without a turn of the loop. An async function runs up
 * to its first `await`.
 *
 * @param loop the loop, to which the task belongs.
 * @param source the generator or the function.
 * @param options the name and the context.
 * @returns the task.
 * @throws TypeError if it is neither.
 * @example
 * ```ts
 * import { eagerTaskFactory, newEventLoop } from "evloop";
 *
 * using loop = newEventLoop();
 * loop.setTaskFactory(eagerTaskFactory);
 * const task = loop.createTask(function* () {
 * 	return "at once";
 * });
 * console.log(task.done()); // true
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.eager_task_factory
 */
export const eagerTaskFactory: TaskFactory = (loop, source, options) =>
	new Task(source, { ...options, loop, eagerStart: options?.eagerStart ?? true });
