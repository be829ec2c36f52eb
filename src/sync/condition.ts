/**
 * Condition: waiting for what others change under a lock.
 *
 * The steps are asyncio's: wait() releases the lock, waits to be notified, and takes the lock again before it ends,
 * cancelled, aborted or not. Where it ends by an error, the notification may have been for it: another one is woken instead.
 */
import { CancelledError, RuntimeError } from "../errors.js";
import {
	abortable,
	alreadyAborted,
	type Coroutine,
	captureContext,
	currentScheduler,
	type Future,
	failedFuture,
	Operation,
	type OperationOptions,
	type Scheduler,
} from "../futures/index.js";
import { show } from "../internal/index.js";
import type { Guard } from "./guard.js";
import { Lock, type LockStatistics } from "./lock.js";
import { settled } from "./settled.js";
import { shownWithWaiters } from "./shown-with-waiters.js";
import { WaitQueue } from "./wait-queue.js";

/** How a {@link Condition} stands. */
export interface ConditionStatistics {
	/** How many wait to be notified. */
	readonly tasksWaiting: number;
	/** How its lock stands. */
	readonly lock: LockStatistics;
}

/** What ended a wait, in a box: a signal's reason can be anything. */
interface Thrown {
	readonly reason: unknown;
}

/**
 * A lock, and a place to wait for what others do while they hold it.
 *
 * @example
 * ```ts
 * import { Condition } from "evloop";
 *
 * const condition = new Condition();
 * const letters: string[] = [];
 * async function reader(): Promise<string | undefined> {
 * 	using _ = await condition.guard();
 * 	await condition.waitFor(() => letters.length > 0);
 * 	return letters.shift();
 * }
 *
 * const reading = reader();
 * {
 * 	using _ = await condition.guard();
 * 	letters.push("hello");
 * 	condition.notify();
 * }
 * console.log(await reading); // hello
 * ```
 * @see https://docs.python.org/3/library/asyncio-sync.html#asyncio.Condition
 */
export class Condition {
	readonly #lock: Lock;
	readonly #waiters = new WaitQueue<true>(true);

	/**
	 * @param lock the lock to use, which others may use, too; one of its own if absent.
	 * @throws TypeError if it is no lock.
	 */
	constructor(lock: Lock = new Lock()) {
		if (!(lock instanceof Lock)) throw new TypeError("Cannot make a condition: its lock must be a Lock");
		this.#lock = lock;
	}

	/**
	 * Asks whether somebody holds its lock. Throws nothing.
	 *
	 * @returns whether it is locked.
	 */
	locked(): boolean {
		return this.#lock.locked();
	}

	/**
	 * Takes its lock: {@link Lock.acquire}.
	 *
	 * @param options a signal that takes it back.
	 * @returns a future of `true`.
	 * @throws TypeError if the signal is none.
	 * @throws RuntimeError where there is no loop.
	 */
	acquire(options?: OperationOptions): Future<true> {
		return this.#lock.acquire(options);
	}

	/**
	 * Gives its lock up: {@link Lock.release}.
	 *
	 * @throws RuntimeError if it is not locked.
	 */
	release(): void {
		this.#lock.release();
	}

	/**
	 * Takes its lock for the length of a block: `using _ = await condition.guard()`, or `yield*` in a generator task.
	 *
	 * @param options a signal that takes it back.
	 * @returns a future of what releases it.
	 * @throws TypeError if the signal is none.
	 * @throws RuntimeError where there is no loop.
	 */
	guard(options?: OperationOptions): Future<Guard> {
		return this.#lock.guard(options);
	}

	/**
	 * Gives the lock up, waits to be notified, and takes the lock again.
	 *
	 * The lock is given up at the call. It is held again when the future is done, cancelled, aborted or not: either may
	 * therefore have to wait for the lock. With a signal that is aborted already it is not given up. It may end without need: look again at what you waited for, or use
	 * {@link Condition.waitFor}.
	 *
	 * @param options a signal that takes it back.
	 * @returns a future of `true`.
	 * @throws TypeError if the signal is none.
	 * @throws RuntimeError if the lock is not held, or where there is no loop.
	 */
	wait(options?: OperationOptions): Future<true> {
		this.#expectLocked("wait for");
		const scheduler = currentScheduler();
		const aborted = alreadyAborted<true>(scheduler, options);
		if (aborted !== undefined) return aborted;
		return abortable(new Operation(scheduler, this.#wait(scheduler, options?.signal)), options);
	}

	/**
	 * Waits until something holds, looking each time it is notified.
	 *
	 * @param predicate tells whether it holds, by a truthy value; it is called with the lock held, the first time at
	 *   the call, unless the signal is aborted already.
	 * @param options a signal that takes it back.
	 * @returns a future of what it returned last.
	 * @throws TypeError if it is no function, or the signal is none.
	 * @throws RuntimeError if it does not hold and the lock is not held, or where there is no loop.
	 * @throws What the predicate throws, through the future.
	 */
	waitFor<T>(predicate: () => T, options?: OperationOptions): Future<T> {
		if (typeof predicate !== "function") {
			throw new TypeError("Cannot wait for a condition: the predicate must be a function");
		}
		const scheduler = currentScheduler();
		const aborted = alreadyAborted<T>(scheduler, options);
		if (aborted !== undefined) return aborted;
		let value: T;
		try {
			value = predicate();
		} catch (error) {
			return failedFuture(scheduler, error);
		}
		if (value) return settled(scheduler, value);
		this.#expectLocked("wait for");
		// Later it is called from the loop, in whose context nobody is interested.
		const context = captureContext();
		const steps = this.#waitUntil(scheduler, () => context.runInAsyncScope(predicate), options?.signal);
		return abortable(new Operation(scheduler, steps), options);
	}

	/**
	 * Wakes some of those who wait, in the order in which they came. They go on when they get the lock: release it.
	 *
	 * @param count how many to wake at most.
	 * @throws RuntimeError if the lock is not held.
	 * @throws TypeError if `count` is no number.
	 */
	notify(count = 1): void {
		if (typeof count !== "number") {
			throw new TypeError(`Cannot notify ${show(count)} tasks: it is no number`);
		}
		this.#expectLocked("notify");
		this.#notify(count);
	}

	/**
	 * Wakes all who wait. They go on as they get the lock, one after the other.
	 *
	 * @throws RuntimeError if the lock is not held.
	 */
	notifyAll(): void {
		this.#expectLocked("notify");
		this.#waiters.wakeAll();
	}

	/**
	 * How it stands. Throws nothing.
	 *
	 * @returns a frozen record.
	 */
	statistics(): ConditionStatistics {
		return Object.freeze({ tasksWaiting: this.#waiters.waiting, lock: this.#lock.statistics() });
	}

	/**
	 * The steps of taking its lock, for the coroutines of other primitives.
	 *
	 * @param scheduler the loop of whoever waits.
	 * @returns the coroutine.
	 * @internal
	 */
	acquiring(scheduler: Scheduler): Coroutine<true> {
		return this.#lock.acquiring(scheduler);
	}

	/**
	 * The steps of {@link Condition.waitFor}, for the coroutines of other primitives.
	 *
	 * @param scheduler the loop of whoever waits.
	 * @param predicate tells whether it holds.
	 * @param signal whose reason may be thrown in.
	 * @returns the coroutine.
	 * @internal
	 */
	*waitingFor<T>(scheduler: Scheduler, predicate: () => T, signal: AbortSignal | undefined): Coroutine<T> {
		return predicate() || (yield* this.#waitUntil(scheduler, predicate, signal));
	}

	#expectLocked(deed: string): void {
		if (!this.#lock.locked()) {
			throw new RuntimeError(`Cannot ${deed} the condition: its lock is not held`);
		}
	}

	#notify(count: number): void {
		for (let left = count; left > 0 && this.#waiters.wakeNext(); left -= 1);
	}

	*#wait(scheduler: Scheduler, signal: AbortSignal | undefined): Coroutine<true> {
		const waiter = this.#waiters.join(scheduler);
		try {
			this.#lock.release();
			let thrown: Thrown | undefined;
			try {
				yield waiter;
				waiter.result();
			} catch (reason) {
				thrown = { reason };
			}
			waiter.leave();
			yield* this.#reacquire(scheduler, signal, thrown);
			return true;
		} catch (error) {
			this.#notify(1);
			throw error;
		}
	}

	/** Takes the lock again, whatever happens; what is or was thrown in is put off until it is taken. */
	*#reacquire(
		scheduler: Scheduler,
		signal: AbortSignal | undefined,
		before: Thrown | undefined,
	): Coroutine<void> {
		let thrown = before;
		for (;;) {
			try {
				yield* this.#lock.acquiring(scheduler);
				break;
			} catch (reason) {
				const cancelled = reason instanceof CancelledError;
				if (!(cancelled || (signal?.aborted && Object.is(reason, signal.reason)))) throw reason;
				// The signal's reason may not take the place of a cancellation: a task waits for that.
				if (cancelled || !(thrown?.reason instanceof CancelledError)) thrown = { reason };
			}
		}
		if (thrown !== undefined) throw thrown.reason;
	}

	*#waitUntil<T>(scheduler: Scheduler, predicate: () => T, signal: AbortSignal | undefined): Coroutine<T> {
		for (;;) {
			this.#expectLocked("wait for");
			yield* this.#wait(scheduler, signal);
			const value = predicate();
			if (value) return value;
		}
	}
}

shownWithWaiters(Condition, (condition) => (condition.locked() ? "locked" : "unlocked"));
