/** Makes a task without asking for the loop first. */
import type { Task, TaskOptions, TaskSource } from "../futures/index.js";
import { getEventLoop } from "./current-loop.js";

/**
 * Has the current loop run a coroutine; it begins in the next round.
 *
 * The loop is the one whose turn it is or whose task is running, else this thread's.
 *
 * @param source an async function, a generator function or a generator; functions are called without arguments.
 * @param options the task's name and context, and whether it begins at once.
 * @returns the task, a future of what the coroutine returns.
 * @throws TypeError if it is none of these, as is a promise: pass the async function itself.
 * @example
 * ```ts
 * import { createTask, sleep } from "evloop";
 *
 * const task = createTask(async () => await sleep(1, "done"));
 * console.log(await task); // done
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task
 */
export function createTask<T>(source: TaskSource<T>, options?: Omit<TaskOptions, "loop">): Task<T> {
	return getEventLoop().createTask(source, options);
}
