/** How a loop is given things to do. */
import type { Future, Task, TaskOptions, TaskSource } from "../futures/index.js";
import type { Callback, Handle, TimerHandle } from "../reactor/index.js";
import type { TaskFactory } from "./task-factory.js";

/**
 * A loop's callbacks and timers.
 *
 * A callback runs in the AsyncLocalStorage context of whoever handed it over. What it throws goes to the exception
 * handler; the loop goes on. Callbacks run in the order in which they were handed over, each exactly once, and never
 * from inside the call that hands them over.
 */
export interface SchedulingMethods {
	/**
	 * Calls a function in the next round of the loop.
	 *
	 * @param callback the function.
	 * @param args its arguments.
	 * @returns a handle that can take it back.
	 * @throws TypeError if `callback` is no function.
	 * @throws RuntimeError if the loop is closed.
	 * @example
	 * ```ts
	 * import { getEventLoop } from "evloop";
	 *
	 * getEventLoop().callSoon((name: string) => console.log(`hello, ${name}`), "loop");
	 * console.log("first"); // first
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.call_soon
	 */
	callSoon<A extends unknown[]>(callback: Callback<A>, ...args: A): Handle;

	/**
	 * The same as {@link SchedulingMethods.callSoon}: a JavaScript function belongs to one thread, so no other thread can
	 * hand one over.
	 *
	 * @param callback the function.
	 * @param args its arguments.
	 * @returns a handle that can take it back.
	 * @throws TypeError if `callback` is no function.
	 * @throws RuntimeError if the loop is closed.
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.call_soon_threadsafe
	 */
	callSoonThreadsafe<A extends unknown[]>(callback: Callback<A>, ...args: A): Handle;

	/**
	 * Calls a function once a time has passed.
	 *
	 * @param delay how long from now, in milliseconds; it is never called early. Negative is as good as 0.
	 * @param callback the function.
	 * @param args its arguments.
	 * @returns a handle that can take it back, and let the process end first.
	 * @throws TypeError if `callback` is no function, or `delay` no number.
	 * @throws ValueError if `delay` is NaN.
	 * @throws RuntimeError if the loop is closed.
	 * @example
	 * ```ts
	 * import { getEventLoop } from "evloop";
	 *
	 * getEventLoop().callLater(2, () => console.log("later")); // later
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.call_later
	 */
	callLater<A extends unknown[]>(delay: number, callback: Callback<A>, ...args: A): TimerHandle;

	/**
	 * Calls a function at a time of the loop's clock.
	 *
	 * @param when the time, in milliseconds of {@link SchedulingMethods.time}.
	 * @param callback the function.
	 * @param args its arguments.
	 * @returns a handle that can take it back, and let the process end first.
	 * @throws TypeError if `callback` is no function, or `when` no number.
	 * @throws ValueError if `when` is NaN.
	 * @throws RuntimeError if the loop is closed.
	 * @example
	 * ```ts
	 * import { getEventLoop } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * loop.callAt(loop.time() + 2, () => console.log("now")); // now
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.call_at
	 */
	callAt<A extends unknown[]>(when: number, callback: Callback<A>, ...args: A): TimerHandle;

	/**
	 * The loop's clock. Throws nothing.
	 *
	 * @returns milliseconds, with fractions, since some fixed moment; it never goes back.
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.time
	 */
	time(): number;

	/**
	 * Makes a future of this loop. Throws nothing.
	 *
	 * @returns the future.
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.create_future
	 */
	createFuture<T>(): Future<T>;

	/**
	 * Has the loop run a coroutine; it begins in the next round.
	 *
	 * @param coroutine an async function, a generator function or a generator; functions are called without arguments.
	 * @param options the task's name and context, and whether it begins at once.
	 * @returns the task, a future of what the coroutine returns.
	 * @throws TypeError if it is none of these, as is a promise: pass the async function itself.
	 * @throws RuntimeError if the loop is closed.
	 * @example
	 * ```ts
	 * import { getEventLoop, sleep } from "evloop";
	 *
	 * const task = getEventLoop().createTask(async () => {
	 * 	await sleep(1);
	 * 	return "done";
	 * });
	 * console.log(await task); // done
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.create_task
	 */
	createTask<T>(coroutine: TaskSource<T>, options?: Omit<TaskOptions, "loop">): Task<T>;

	/**
	 * Says who makes the tasks of this loop: those of `createTask`, and those that gather, TaskGroup and their kind make of
	 * functions and generators.
	 *
	 * @param factory called with the loop, the coroutine and the options of {@link SchedulingMethods.createTask}; `undefined`
	 * for plain tasks.
	 * @throws TypeError if it is neither a function nor `undefined`.
	 * @example
	 * ```ts
	 * import { newEventLoop, Task } from "evloop";
	 *
	 * using loop = newEventLoop();
	 * loop.setTaskFactory((loop, source, options) => new Task(source, { ...options, loop, eagerStart: true }));
	 * const task = loop.createTask(function* () {
	 * 	return "at once";
	 * });
	 * console.log(task.result()); // at once
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.set_task_factory
	 */
	setTaskFactory(factory: TaskFactory | undefined): void;

	/**
	 * Who makes the tasks of this loop. Throws nothing.
	 *
	 * @returns the function; `undefined` where nobody was set.
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.get_task_factory
	 */
	getTaskFactory(): TaskFactory | undefined;
}
