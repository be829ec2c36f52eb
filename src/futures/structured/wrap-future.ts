/** Futures for what settles elsewhere. */
import { show } from "../../internal/index.js";
import { currentScheduler } from "../current-scheduler.js";
import { Future } from "../future.js";
import type { FutureOptions } from "../future-options.js";
import type { Job } from "../job.js";
import { isThenable } from "./awaitable.js";
import { FollowingFuture } from "./following-future.js";
import { PromiseFuture } from "./promise-future.js";

/** Settled as a future of another loop is; cancelling it cancels that one. */
class ForeignFuture<T> extends FollowingFuture<T> implements Job {
	readonly #foreign: Future<T>;

	constructor(foreign: Future<T>, options?: FutureOptions) {
		super(options);
		this.#foreign = foreign;
		foreign.observe(this);
	}

	run(): void {
		if (!this.done()) this.follow(this.#foreign);
	}

	override cancel(message?: string): boolean {
		if (!super.cancel(message)) return false;
		this.#foreign.cancel(message);
		return true;
	}
}

/**
 * Makes a future of this loop for what settles elsewhere: a promise, or a future of another loop.
 *
 * Cancelling it cancels the other loop's future; a promise cannot be cancelled, so there only the waiting ends. A future
 * of the same loop is returned as it is.
 *
 * @param future the promise, or the other loop's future.
 * @param options the loop of the new future; this thread's loop if absent.
 * @returns the future.
 * @throws TypeError if it is no promise and no future.
 * @throws RuntimeError where it has no loop to belong to.
 * @example
 * ```ts
 * import { wrapFuture } from "evloop";
 *
 * const future = wrapFuture(Promise.resolve(42));
 * console.log(future.done(), await future); // false 42
 * ```
 * @see https://docs.python.org/3/library/asyncio-future.html#asyncio.wrap_future
 */
export function wrapFuture<T>(future: PromiseLike<T>, options?: FutureOptions): Future<T> {
	if (!isThenable(future)) {
		throw new TypeError(`Cannot wrap ${show(future)}: it is no promise and no future`);
	}
	if (!(future instanceof Future)) return new PromiseFuture(future, options);
	const loop = (options?.loop?.scheduler ?? currentScheduler()).loop;
	return future.getLoop() === loop ? (future as Future<T>) : new ForeignFuture(future as Future<T>, options);
}
