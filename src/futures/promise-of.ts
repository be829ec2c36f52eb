/** The promise of a future. */
import { Continuation } from "./continuation.js";
import type { Future } from "./future.js";
import type { Scheduler } from "./scheduler.js";

/**
 * Makes a promise of a future's outcome.
 *
 * @param future the future.
 * @param scheduler its loop.
 * @returns the promise.
 */
export function promiseOf<T>(future: Future<T>, scheduler: Scheduler): Promise<T> {
	if (!future.done()) {
		return new Promise((resolve, reject) => {
			future.observe(new Continuation(future, scheduler, resolve, reject, undefined));
		});
	}
	const failure = future.failure();
	return failure === undefined ? Promise.resolve(future.result()) : Promise.reject(failure.reason);
}
