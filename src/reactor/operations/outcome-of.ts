import type { Coroutine, Future } from "../../futures/index.js";

/**
 * Waits for a future within an operation's coroutine; what is thrown in meanwhile takes the future back.
 *
 * @param future the future.
 * @returns its result.
 * @throws what it failed with, or what was thrown in.
 */
export function* outcomeOf<T>(future: Future<T>): Coroutine<T> {
	try {
		if (!future.done()) yield future;
	} catch (reason) {
		// A failure that comes at the same moment is not reported beside the reason.
		if (!future.cancel() && !future.cancelled()) future.exception();
		throw reason;
	}
	return future.result();
}
