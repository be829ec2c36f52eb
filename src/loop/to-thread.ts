/** Has a function called in another thread. */
import type { Future } from "../futures/index.js";
import { getEventLoop } from "./current-loop.js";
import type { Executable } from "./executors/index.js";

/**
 * Has a function called in a thread of the current loop's default executor.
 *
 * A JavaScript function goes there as its source text: it sees its arguments, the globals and what it imports with
 * `import()`, nothing of what surrounds it here.
 *
 * @param callee a function, a function of koffi's, or `{ module, name }`.
 * @param args its arguments, which are copied.
 * @returns a future of what it returns.
 * @throws TypeError if it is no function that a thread could call.
 * @throws RuntimeError if the default executor was shut down, or the loop blocks its thread.
 * @example
 * ```ts
 * import { toThread } from "evloop";
 *
 * const fibonacci = (n: number): number => {
 * 	const of = (k: number): number => (k < 2 ? k : of(k - 1) + of(k - 2));
 * 	return of(n);
 * };
 * console.log(await toThread(fibonacci, 20)); // 6765
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.to_thread
 */
export function toThread<A extends unknown[], R>(callee: Executable<A, R>, ...args: A): Future<Awaited<R>> {
	return getEventLoop().runInExecutor(undefined, callee, ...args);
}
