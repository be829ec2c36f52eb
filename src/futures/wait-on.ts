/** Waits for a future in a coroutine of ours. */
import type { Coroutine } from "./coroutine.js";
import type { Future } from "./future.js";

/**
 * Waits for a future that nobody else waits for, in the coroutine of an `Operation`: whatever is thrown in meanwhile
 * cancels it.
 *
 * @param future the future.
 * @returns the coroutine of its result.
 * @throws What the future fails with, or what was thrown in.
 * @internal
 */
export function* waitOn<T>(future: Future<T>): Coroutine<T> {
	try {
		if (!future.done()) yield future;
	} catch (error) {
		future.cancel();
		throw error;
	}
	return future.result();
}
