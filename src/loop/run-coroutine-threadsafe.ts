/** Hands a coroutine to a loop. */
import type { Future, TaskSource } from "../futures/index.js";
import { checkMethod } from "../internal/index.js";
import type { EventLoop } from "./event-loop.js";

/**
 * Has a loop run a coroutine; Python's way to do so from another thread.
 *
 * In JavaScript no function passes from one thread to another, so the loop is always one of this thread's, and this is
 * `loop.createTask(source)`: for programs that come from Python. Between threads, send a message.
 *
 * @param source an async function, a generator function or a generator.
 * @param loop the loop.
 * @returns a future of what the coroutine returns.
 * @throws TypeError if it is none of these.
 * @throws RuntimeError if the loop is closed.
 * @example
 * ```ts
 * import { getEventLoop, runCoroutineThreadsafe, sleep } from "evloop";
 *
 * console.log(await runCoroutineThreadsafe(async () => await sleep(1, "done"), getEventLoop())); // done
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.run_coroutine_threadsafe
 */
export function runCoroutineThreadsafe<T>(source: TaskSource<T>, loop: EventLoop): Future<T> {
	checkMethod(loop, "createTask", "Cannot runCoroutineThreadsafe: the loop must be an event loop");
	return loop.createTask(source);
}
