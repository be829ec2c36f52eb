/** What a loop does with threads. */
import type { Future } from "../futures/index.js";
import type { Executable, Executor, ThreadPoolExecutor } from "./executors/index.js";

/** Having functions called in other threads. */
export interface ExecutorMethods {
	/**
	 * Has a function called in another thread.
	 *
	 * A JavaScript function goes there as its source text and sees nothing of what surrounds it here; see
	 * {@link ThreadPoolExecutor}. Cancelling the future takes the call back if it has not begun; what has begun goes on,
	 * and nobody sees its result.
	 *
	 * @param executor the executor; the loop's default one if `undefined` or `null`.
	 * @param callee a function, a function of koffi's, or `{ module, name }`.
	 * @param args its arguments, which are copied.
	 * @returns a future of what it returns.
	 * @throws TypeError if the executor is none, or cannot call the function.
	 * @throws RuntimeError if the loop is closed, the executor was shut down, or the loop blocks its thread: the answer
	 * comes through Node's loop.
	 * @example
	 * ```ts
	 * import { getEventLoop } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * const digest = await loop.runInExecutor(undefined, async (text: string) => {
	 * 	const { createHash } = await import("node:crypto");
	 * 	return createHash("sha256").update(text).digest("hex").slice(0, 8);
	 * }, "evloop");
	 * console.log(digest); // a5b358c0
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.run_in_executor
	 */
	runInExecutor<A extends unknown[], R>(
		executor: Executor | null | undefined,
		callee: Executable<A, R>,
		...args: A
	): Future<Awaited<R>>;

	/**
	 * Says where functions are called when no executor is named.
	 *
	 * @param executor the executor.
	 * @throws TypeError if it is none.
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.set_default_executor
	 */
	setDefaultExecutor(executor: Executor): void;

	/**
	 * Shuts the default executor down, if there is one; the loop takes no more calls for it then. Throws nothing.
	 *
	 * @returns a promise of the end of the calls under way; it rejects with what the executor rejects with.
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.shutdown_default_executor
	 */
	shutdownDefaultExecutor(): Promise<void>;
}
