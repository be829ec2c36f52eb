/** A future of a promise's outcome. */
import { CancelledError } from "../../errors.js";
import type { FutureOptions } from "../future-options.js";
import { FollowingFuture } from "./following-future.js";

/**
 * Settled as its promise is.
 *
 * Nobody can cancel a promise: cancelling this one only ends the waiting, and what the promise comes to is dropped.
 */
export class PromiseFuture<T> extends FollowingFuture<T> {
	constructor(promise: PromiseLike<T>, options?: FutureOptions) {
		super(options);
		promise.then(
			(value) => {
				if (!this.done()) this.setResult(value);
			},
			(reason) => {
				// An async function that was cancelled rejects so.
				if (!this.done()) this.failWith(reason, reason instanceof CancelledError);
			},
		);
	}
}
