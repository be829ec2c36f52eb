/** Who makes a loop's tasks. */
import type { Task, TaskOptions, TaskSource } from "../futures/index.js";
import type { EventLoop } from "./event-loop.js";

/**
 * A function that makes the tasks of a loop.
 *
 * @param loop the loop, to which the task must belong.
 * @param source the generator or the function.
 * @param options the name, the context, and whether it begins at once.
 * @returns the task.
 */
export type TaskFactory = <T>(
	loop: EventLoop,
	source: TaskSource<T>,
	options: Omit<TaskOptions, "loop"> | undefined,
) => Task<T>;
