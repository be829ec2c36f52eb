/** Waiting for time to pass. */
import { ValueError } from "../errors.js";
import type { Suspension } from "./coroutine.js";
import { currentScheduler } from "./current-scheduler.js";
import { Future } from "./future.js";
import type { Job } from "./job.js";
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

/**
 * Waits for a time.
 *
 * `sleep(0)` gives way to everything else that is ready, for one turn of the loop.
 *
 * @param ms how long, in milliseconds; it never ends early.
 * @returns a future, done when the time has passed.
 * @throws ValueError if `ms` is not a number.
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
 * @returns a future of `result`.
 * @throws ValueError if `ms` is not a number.
 * @example
 * ```ts
 * import { sleep } from "evloop";
 *
 * console.log(await sleep(5, "awake")); // awake
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.sleep
 */
export function sleep<T>(ms: number, result: T): Future<T>;
export function sleep<T>(ms: number, result?: T): Future<T | undefined> {
	if (typeof ms !== "number" || Number.isNaN(ms)) {
		throw new ValueError(`Cannot sleep for ${String(ms)} ms: it is not a number`);
	}
	const scheduler = currentScheduler();
	return ms <= 0 ? new BareTurn(scheduler, result) : new SleepFuture(scheduler, ms, result);
}
