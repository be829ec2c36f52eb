/** Tells futures from other things. */
import { Future } from "./future.js";

/**
 * Tells whether something is a future of ours: a {@link Future}, a task, an operation. Throws nothing.
 *
 * @param value anything; a promise is none.
 * @returns whether it is one.
 * @example
 * ```ts
 * import { isfuture, sleep } from "evloop";
 *
 * console.log(isfuture(sleep(1)), isfuture(Promise.resolve())); // true false
 * ```
 * @see https://docs.python.org/3/library/asyncio-future.html#asyncio.isfuture
 */
export function isfuture(value: unknown): value is Future<unknown> {
	return value instanceof Future;
}
