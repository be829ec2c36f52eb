/** A future that has failed already. */
import { Future, type Scheduler } from "../../futures/index.js";

/**
 * Makes a future that has failed.
 *
 * @param scheduler its loop.
 * @param reason what it failed with.
 * @returns the future.
 */
export function failed<T>(scheduler: Scheduler, reason: unknown): Future<T> {
	const future = new Future<T>(scheduler);
	future.setException(reason);
	return future;
}
