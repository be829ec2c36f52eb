/** Waiting for time to pass. */
import { ValueError } from "../errors.js";
import { show } from "../internal/index.js";
import { abortable, alreadyAborted } from "./abortable.js";
import type { Suspension } from "./coroutine.js";
import { currentScheduler } from "./current-scheduler.js";
import { Future } from "./future.js";
import type { Job } from "./job.js";
import type { OperationOptions } from "./operation-options.js";
import type { Scheduler } from "./scheduler.js";
import { expectStepping } from "./stepping.js";

/** Done once its time has passed; cancelling it takes the timer back. */
class SleepFuture<T> extends Future<T> implements Job {
	readonly #result: T;
	readonly #timer: { cancel(): void };

	constructor(scheduler: Scheduler, ms: number, result: T) {
		super(scheduler);
		this.#result = result;
		this.#timer = scheduler.enqueueLater(ms, this);
	}

	run(): void {
		if (!this.done()) this.setResult(this.#result);
	}

	override cancel(message?: string): boolean {
		if (!super.cancel(message)) return false;
		this.#timer.cancel();
		return true;
	}

	/** Its signal was aborted. */
	abort(reason: unknown): void {
		if (this.done()) return;
		this.setException(reason);
		this.#timer.cancel();
	}
}

/** Done in the next turn; a generator task gives way for exactly that one. */
class BareTurn<T> extends Future<T> implements Job {
	readonly #result: T;

	constructor(scheduler: Scheduler, result: T) {
		super(scheduler);
		this.#result = result;
		scheduler.enqueue(this);
	}

	run(): void {
		if (!this.done()) this.setResult(this.#result);
	}

	override *[Symbol.iterator](): Generator<Suspension, T, void> {
		expectStepping();
		yield undefined;
		return this.#result;
	}
}

/** A bare turn that a signal can take back. */
class AbortableTurn<T> extends BareTurn<T> {
	/** Its signal was aborted. */
	abort(reason: unknown): void {
		if (!this.done()) this.setException(reason);
	}

	override *[Symbol.iterator](): Generator<Suspension, T, void> {
		expectStepping();
		try {
			yield undefined;
		} catch (error) {
			// The task was cancelled, too: that stands for both, and nobody else will look.
			if (this.failedUnseen()) this.exception();
			throw error;
		}
		return this.result();
	}
}

/**
 * Waits for a time.
 *
 * `sleep(0)` gives way to everything else that is ready, for one turn of the loop.
 *
 * @param ms how long, in milliseconds; it never ends early.
 * @returns a future, done when the time has passed.
 * @throws ValueError if `ms` is not a number.
 * @throws RuntimeError if the loop is closed.
 * @example
 * ```ts
 * import { sleep } from "evloop";
 *
 * console.log(await sleep(5)); // undefined
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.sleep
 */
export function sleep(ms: number): Future<void>;
/**
 * Waits for a time.
 *
 * `sleep(0)` gives way to everything else that is ready, for one turn of the loop.
 *
 * @param ms how long, in milliseconds; it never ends early.
 * @param result what it gives.
 * @param options a signal that takes it back.
 * @returns a future of `result`.
 * @throws ValueError if `ms` is not a number.
 * @throws RuntimeError if the loop is closed.
 * @throws TypeError if the signal is none.
 * @example
 * ```ts
 * import { sleep } from "evloop";
 *
 * console.log(await sleep(5, "awake")); // awake
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.sleep
 */
export function sleep<T>(ms: number, result: T, options?: OperationOptions): Future<T>;
export function sleep<T>(ms: number, result?: T, options?: OperationOptions): Future<T | undefined> {
	if (typeof ms !== "number" || Number.isNaN(ms)) {
		throw new ValueError(`Cannot sleep for ${show(ms)} ms: it is not a number`);
	}
	const scheduler = currentScheduler();
	if (options === undefined) {
		return ms <= 0 ? new BareTurn(scheduler, result) : new SleepFuture(scheduler, ms, result);
	}
	const aborted = alreadyAborted<T>(scheduler, options);
	if (aborted !== undefined) return aborted;
	return ms <= 0
		? abortable(new AbortableTurn(scheduler, result), options)
		: abortable(new SleepFuture(scheduler, ms, result), options);
}
