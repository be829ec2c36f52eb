/** The future of what need not wait: one a loop serves all its connections. */
import { fulfilledFuture } from "./fulfilled-future.js";
import type { Future } from "./future.js";
import type { Scheduler } from "./scheduler.js";

const voids = new WeakMap<Scheduler, Future<void>>();

/**
 * A future that is done, of nothing.
 *
 * @param scheduler its loop.
 * @returns the future; the same one every time.
 */
export function settledVoid(scheduler: Scheduler): Future<void> {
	let future = voids.get(scheduler);
	if (future === undefined) {
		future = fulfilledFuture<void>(scheduler, undefined);
		voids.set(scheduler, future);
	}
	return future;
}
