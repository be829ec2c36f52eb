/**
 * Semaphore: so many at a time.
 *
 * The steps are asyncio's: release() hands a place to the first who waits at once, by taking the value down again for
 * it; one who is cancelled with a place in hand gives it back. Nobody comes before those who wait.
 */
import {
	abortable,
	alreadyAborted,
	type Coroutine,
	currentScheduler,
	type Future,
	Operation,
	type OperationOptions,
	type Scheduler,
} from "../futures/index.js";
import { checkCount } from "./check-count.js";
import { Guard } from "./guard.js";
import { settled, settledTrue } from "./settled.js";
import { shownWithWaiters } from "./shown-with-waiters.js";
import { WaitQueue } from "./wait-queue.js";

/** How a {@link Semaphore} stands. */
export interface SemaphoreStatistics {
	/** How many places are free. */
	readonly value: number;
	/** How many wait for one. */
	readonly tasksWaiting: number;
}

/**
 * A number of places, taken and given back; who finds none waits, in the order in which they asked.
 *
 * It takes effect where a method is called: `acquire()` with a place free has it when it returns, awaited or not.
 *
 * @example
 * ```ts
 * import { Semaphore, sleep } from "evloop";
 *
 * const places = new Semaphore(2);
 * let inside = 0;
 * let most = 0;
 * async function work(): Promise<void> {
 * 	using _ = await places.guard();
 * 	inside += 1;
 * 	most = Math.max(most, inside);
 * 	await sleep(1);
 * 	inside -= 1;
 * }
 *
 * await Promise.all([work(), work(), work(), work(), work()]);
 * console.log(most); // 2
 * ```
 * @see https://docs.python.org/3/library/asyncio-sync.html#asyncio.Semaphore
 */
export class Semaphore {
	#value: number;
	readonly #waiters = new WaitQueue<true>(true);

	/**
	 * @param value how many places there are.
	 * @throws TypeError if it is no number.
	 * @throws ValueError if it is negative, or no whole number.
	 */
	constructor(value = 1) {
		this.#value = checkCount(value, "the value of a semaphore", 0);
	}

	/**
	 * Asks whether whoever came now would have to wait. Throws nothing.
	 *
	 * @returns whether no place is free, or somebody is waiting for one.
	 */
	locked(): boolean {
		return this.#value === 0 || this.#waiters.live > 0;
	}

	/**
	 * Takes a place, waiting until one is free and all who asked before have had theirs.
	 *
	 * Where one is free it is yours at the call. Cancelling the future takes the request back; a task that is cancelled
	 * with the place in hand already passes it on.
	 *
	 * @param options a signal that takes it back.
	 * @returns a future of `true`.
	 * @throws TypeError if the signal is none.
	 * @throws RuntimeError where there is no loop.
	 */
	acquire(options?: OperationOptions): Future<true> {
		const scheduler = currentScheduler();
		const aborted = alreadyAborted<true>(scheduler, options);
		if (aborted !== undefined) return aborted;
		if (this.#take()) return settledTrue(scheduler);
		return abortable(new Operation(scheduler, this.#wait(scheduler)), options);
	}

	/** Gives a place back; the first who waits gets it. Throws nothing. */
	release(): void {
		this.#value += 1;
		this.#wakeNext();
	}

	/**
	 * Takes a place for the length of a block: `using _ = await semaphore.guard()`, or `yield*` in a generator task.
	 *
	 * @param options a signal that takes it back.
	 * @returns a future of what gives it back.
	 * @throws TypeError if the signal is none.
	 * @throws RuntimeError where there is no loop.
	 */
	guard(options?: OperationOptions): Future<Guard> {
		const scheduler = currentScheduler();
		const aborted = alreadyAborted<Guard>(scheduler, options);
		if (aborted !== undefined) return aborted;
		if (this.#take()) return settled(scheduler, new Guard(this));
		return abortable(new Operation(scheduler, this.#waitForGuard(scheduler)), options);
	}

	/**
	 * How it stands. Throws nothing.
	 *
	 * @returns a frozen record.
	 */
	statistics(): SemaphoreStatistics {
		return Object.freeze({ value: this.#value, tasksWaiting: this.#waiters.waiting });
	}

	/** Takes a place if one is free and nobody is before. */
	#take(): boolean {
		if (this.locked()) return false;
		this.#value -= 1;
		return true;
	}

	/** Hands a place to the first who waits. */
	#wakeNext(): boolean {
		if (!this.#waiters.wakeNext()) return false;
		this.#value -= 1;
		return true;
	}

	*#wait(scheduler: Scheduler): Coroutine<true> {
		const waiter = this.#waiters.join(scheduler);
		try {
			yield waiter;
			waiter.result();
			return true;
		} catch (error) {
			if (waiter.woken()) this.#value += 1;
			throw error;
		} finally {
			waiter.leave();
			// Whoever came while a woken one stood before them had to wait although there was room.
			while (this.#value > 0 && this.#wakeNext());
		}
	}

	*#waitForGuard(scheduler: Scheduler): Coroutine<Guard> {
		yield* this.#wait(scheduler);
		return new Guard(this);
	}
}

shownWithWaiters(Semaphore, (semaphore) =>
	semaphore.locked() ? "locked" : `unlocked, value:${semaphore.statistics().value}`,
);
