/**
 * A future that is done from the start, and a native promise at that.
 *
 * Awaiting it costs what awaiting a promise costs, 150 ns instead of 400 and no object, since V8 need not ask a thenable.
 * Making one is dear, so it is for results that are handed out again and again.
 *
 * The promise's methods come by its prototype and are none of its own: a `then` or a `constructor` on a promise itself
 * makes V8 give up its short cuts for every promise of the process.
 */
import { Future } from "./future.js";
import type { Scheduler } from "./scheduler.js";

const { prototype: native } = Promise;
const prototype: object = Object.create(Future.prototype, {
	// What `await` looks at: a promise whose constructor is Promise is awaited as it is.
	constructor: { value: Promise },
	// biome-ignore lint/suspicious/noThenProperty: it is a promise
	then: { value: native.then },
	catch: { value: native.catch },
	finally: { value: native.finally },
});

/**
 * Makes a future that has a result already.
 *
 * @param scheduler its loop.
 * @param value the result; no promise and no thenable.
 * @returns the future.
 * @internal
 */
export function fulfilledFuture<T>(scheduler: Scheduler, value: T): Future<T> {
	const future = new Future<T>(scheduler);
	future.setResult(value);
	const promise = Object.setPrototypeOf(Promise.resolve(value), prototype) as Future<T>;
	return Object.assign(promise, future);
}
