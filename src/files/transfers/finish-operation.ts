/** Waits for an operation that ends in its own time. */
import type { Coroutine, Future } from "../../futures/index.js";

/**
 * Waits until an operation is over, also where it is cancelled: only then has the kernel let go of the memory and the
 * descriptor. Whatever is thrown in meanwhile cancels the operation, and comes out when that is done.
 *
 * @param operation the operation.
 * @returns the coroutine of its result.
 * @throws What the operation fails with, or what was thrown in.
 */
export function* finishOperation<T>(operation: Future<T>): Coroutine<T> {
	let thrown: { readonly reason: unknown } | undefined;
	while (!operation.done()) {
		try {
			yield operation;
		} catch (reason) {
			thrown ??= { reason };
			operation.cancel();
		}
	}
	if (thrown === undefined) return operation.result();
	throw thrown.reason;
}
