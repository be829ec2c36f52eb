/** Makes the tasks of a loop: by its factory where it has one. */
import { show } from "../internal/index.js";
import { Future } from "./future.js";
import type { Scheduler } from "./scheduler.js";
import { Task, type TaskOptions, type TaskSource } from "./task.js";

/**
 * Makes a task as the loop would have it made.
 *
 * @param source the generator or the function.
 * @param scheduler the loop.
 * @param options its name, its context, and whether it begins at once.
 * @returns the task.
 * @throws TypeError if it is neither generator nor function, or if the loop's factory returns no task.
 * @throws Whatever the factory throws.
 * @internal
 */
export function makeTask<T>(
	source: TaskSource<T>,
	scheduler: Scheduler,
	options?: Omit<TaskOptions, "loop">,
): Task<T> {
	const { loop, taskFactory } = scheduler;
	if (taskFactory === undefined) return new Task(source, { ...options, loop });
	const task: unknown = taskFactory(source, options);
	// Any future will do in the place of a task, as in asyncio.
	if (task instanceof Future) return task as Task<T>;
	throw new TypeError(
		`Cannot make a task of ${show(source)}: the loop's task factory returned ${show(task)}`,
	);
}
