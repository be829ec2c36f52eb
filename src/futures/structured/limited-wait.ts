/**
 * The future that waitFor returns.
 *
 * A generator that waits for it with `yield*` waits in its own task, exactly as asyncio's `wait_for` does. To everybody
 * else (`await`, gather, done callbacks) it is a task that waits so; that one is made when first needed, in the next
 * round at the latest.
 */
import { CancelledError, TimeoutError } from "../../errors.js";
import { type Coroutine, isCoroutine, type Suspension } from "../coroutine.js";
import type { Future } from "../future.js";
import type { FutureOptions } from "../future-options.js";
import { isGeneratorFunction } from "../is-generator-function.js";
import type { Job } from "../job.js";
import { makeTask } from "../make-task.js";
import { expectStepping } from "../stepping.js";
import type { Task } from "../task.js";
import type { Awaitable } from "./awaitable.js";
import { ensureFuture } from "./ensure-future.js";
import { FollowingFuture } from "./following-future.js";
import { timeout } from "./timeout.js";
import { Waiter } from "./waiter.js";

/** Waits for one thing under a time limit. */
export class LimitedWait<T> extends FollowingFuture<T> {
	readonly #awaitable: Awaitable<T>;
	readonly #ms: number | undefined;
	#task: Task<T> | undefined;
	#begun = false;

	constructor(awaitable: Awaitable<T>, ms: number | undefined, options?: FutureOptions) {
		super(options);
		this.#awaitable = awaitable;
		this.#ms = ms;
		// Nobody may come: it runs all the same.
		this.scheduler.enqueue({ run: () => this.#begin() });
	}

	override cancel(message?: string): boolean {
		if (this.done()) return false;
		this.#begin();
		return this.#task === undefined ? super.cancel(message) : this.#task.cancel(message);
	}

	override observe(job: Job, looks = true): void {
		if (!this.done()) this.#begin();
		super.observe(job, looks);
	}

	override *[Symbol.iterator](): Generator<Suspension, T, void> {
		expectStepping();
		if (this.#begun || this.done()) return yield* super[Symbol.iterator]();
		this.#begun = true;
		let value: T;
		try {
			value = yield* waitWithin(this.#awaitable, this.#ms);
		} catch (reason) {
			// Whoever steps this gets it thrown, so it was looked at.
			super.observe({ run: () => {} });
			if (!this.done()) this.failWith(reason, reason instanceof CancelledError);
			throw reason;
		}
		if (!this.done()) this.setResult(value);
		return value;
	}

	#begin(): void {
		if (this.#begun) return;
		this.#begun = true;
		let task: Task<T>;
		try {
			task = makeTask(waitWithin(this.#awaitable, this.#ms), this.scheduler);
		} catch (reason) {
			// A task factory of the user's: there may be nobody to throw it to.
			this.failWith(reason, reason instanceof CancelledError);
			return;
		}
		this.#task = task;
		task.observe({
			awaiter: this,
			run: () => {
				if (!this.done()) this.follow(task);
			},
		});
	}
}

/** The wait itself, in the running task. */
function* waitWithin<T>(awaitable: Awaitable<T>, ms: number | undefined): Coroutine<T> {
	if (ms !== undefined && ms <= 0) return yield* takeOrCancel(ensureFuture(awaitable));
	return yield* timeout(ms, function* () {
		// A coroutine needs no task of its own.
		if (isCoroutine(awaitable)) return yield* awaitable as Coroutine<T>;
		if (typeof awaitable === "function" && isGeneratorFunction(awaitable)) return yield* awaitable();
		return yield* ensureFuture(awaitable);
	});
}

/** What no time is left for: it has its result already, or is cancelled before it does anything more. */
function* takeOrCancel<T>(future: Future<T>): Coroutine<T> {
	if (future.done()) return future.result();
	yield* cancelAndWait(future);
	try {
		return future.result();
	} catch (error) {
		if (!(error instanceof CancelledError)) throw error;
		throw new TimeoutError("The time limit has passed", { cause: error });
	}
}

function* cancelAndWait(future: Future<unknown>): Coroutine<void> {
	// Not on the future itself: cancelling this wait must not be taken for the cancellation that it asked for.
	const waiter = new Waiter({ loop: future.getLoop() });
	const job = { run: () => waiter.release() };
	future.observe(job);
	try {
		future.cancel();
		yield* waiter;
	} finally {
		future.unobserve(job);
	}
}
