/**
 * The futures of operations that need not wait.
 *
 * Most take nothing but a turn at the lock, so their futures are all alike: one a loop serves them all, and that one a
 * native promise, which `await` likes best.
 */
import { Future, fulfilledFuture, type Scheduler } from "../futures/index.js";

const trues = new WeakMap<Scheduler, Future<true>>();

/**
 * A future that is done, of `true`.
 *
 * @param scheduler its loop.
 * @returns the future; the same one every time.
 */
export function settledTrue(scheduler: Scheduler): Future<true> {
	let future = trues.get(scheduler);
	if (future === undefined) {
		future = fulfilledFuture(scheduler, true);
		trues.set(scheduler, future);
	}
	return future;
}

/**
 * A future that is done, of a value of its own.
 *
 * @param scheduler its loop.
 * @param value the value.
 * @returns the future.
 */
export function settled<T>(scheduler: Scheduler, value: T): Future<T> {
	const future = new Future<T>(scheduler);
	future.setResult(value);
	return future;
}
