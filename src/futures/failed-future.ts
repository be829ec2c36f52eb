/** A future that has failed already. */
import { Future } from "./future.js";
import type { Scheduler } from "./scheduler.js";

/**
 * Makes a future that has failed.
 *
 * @param scheduler its loop.
 * @param reason what it failed with.
 * @returns the future.
 * @internal
 */
export function failedFuture<T>(scheduler: Scheduler, reason: unknown): Future<T> {
	const future = new Future<T>(scheduler);
	future.setException(reason);
	return future;
}
