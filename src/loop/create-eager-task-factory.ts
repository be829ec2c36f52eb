/** Makes factories of tasks that begin at once. */
import type { Task, TaskOptions, TaskSource } from "../futures/index.js";
import { show } from "../internal/index.js";
import type { TaskFactory } from "./task-factory.js";

/**
 * Makes a task factory like {@link eagerTaskFactory} for tasks of your own.
 *
 * @param makeTask makes the task: it is given the coroutine and all options, `loop` and `eagerStart` among them.
 * @returns the factory.
 * @throws TypeError if it is no function.
 * @example
 * ```ts
 * import { createEagerTaskFactory, newEventLoop, Task } from "evloop";
 *
 * using loop = newEventLoop();
 * loop.setTaskFactory(createEagerTaskFactory((source, options) => new Task(source, options)));
 * const task = loop.createTask(function* () {
 * 	return "at once";
 * });
 * console.log(task.result()); // at once
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.create_eager_task_factory
 */
export function createEagerTaskFactory(
	makeTask: <T>(source: TaskSource<T>, options: TaskOptions) => Task<T>,
): TaskFactory {
	if (typeof makeTask !== "function") {
		throw new TypeError(`Cannot make a task factory: makeTask must be a function, got ${show(makeTask)}`);
	}
	return (loop, source, options) =>
		makeTask(source, { ...options, loop, eagerStart: options?.eagerStart ?? true });
}
