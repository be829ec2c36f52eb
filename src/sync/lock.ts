/**
 * Lock: one at a time.
 *
 * The steps are asyncio's: release() unlocks and wakes the first who waits, who locks when its turn comes; meanwhile
 * nobody can come before it, since acquire() waits wherever somebody waits already.
 */
import { RuntimeError } from "../errors.js";
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
import { Guard } from "./guard.js";
import { settled, settledTrue } from "./settled.js";
import { shownWithWaiters } from "./shown-with-waiters.js";
import { WaitQueue } from "./wait-queue.js";

/** How a {@link Lock} stands. */
export interface LockStatistics {
	/** Whether it is held. */
	readonly locked: boolean;
	/** How many wait for it. */
	readonly tasksWaiting: number;
}

/**
 * A lock: held by one at a time, given to those who wait in the order in which they asked.
 *
 * It belongs to nobody in particular: whoever calls {@link Lock.release} releases it. It takes effect where a method is
 * called: `acquire()` on a free lock holds it when it returns, awaited or not.
 *
 * @example
 * ```ts
 * import { Lock, sleep } from "evloop";
 *
 * const lock = new Lock();
 * const log: string[] = [];
 * async function work(name: string): Promise<void> {
 * 	using _ = await lock.guard();
 * 	log.push(`${name} in`);
 * 	await sleep(1);
 * 	log.push(`${name} out`);
 * }
 *
 * await Promise.all([work("a"), work("b")]);
 * console.log(log.join(", ")); // a in, a out, b in, b out
 * ```
 * @see https://docs.python.org/3/library/asyncio-sync.html#asyncio.Lock
 */
export class Lock {
	#locked = false;
	readonly #waiters = new WaitQueue<true>(true);

	/**
	 * Asks whether somebody holds it. Throws nothing.
	 *
	 * @returns whether it is locked; not so between its release and the turn of whoever gets it next.
	 */
	locked(): boolean {
		return this.#locked;
	}

	/**
	 * Takes the lock, waiting until it is free and all who asked before have had it.
	 *
	 * Where nobody is before you it is yours at the call. Cancelling the future takes the request back; a task that is
	 * cancelled when its turn had come already passes the lock on.
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

	/**
	 * Gives it up; the first who waits gets it.
	 *
	 * @throws RuntimeError if it is not locked.
	 */
	release(): void {
		if (!this.#locked) throw new RuntimeError("Cannot release the lock: it is not locked");
		this.#locked = false;
		this.#waiters.wakeFront();
	}

	/**
	 * Takes the lock for the length of a block: `using _ = await lock.guard()`, or `yield*` in a generator task.
	 *
	 * @param options a signal that takes it back.
	 * @returns a future of what releases it.
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
	statistics(): LockStatistics {
		return Object.freeze({ locked: this.#locked, tasksWaiting: this.#waiters.waiting });
	}

	/**
	 * The steps of {@link Lock.acquire}, for the coroutines of other primitives.
	 *
	 * @param scheduler the loop of whoever waits.
	 * @returns the coroutine.
	 * @internal
	 */
	*acquiring(scheduler: Scheduler): Coroutine<true> {
		if (!this.#take()) yield* this.#wait(scheduler);
		return true;
	}

	/** Takes it if nobody is before. */
	#take(): boolean {
		if (this.#locked || this.#waiters.live > 0) return false;
		this.#locked = true;
		return true;
	}

	*#wait(scheduler: Scheduler): Coroutine<true> {
		const waiter = this.#waiters.join(scheduler);
		try {
			yield waiter;
			waiter.result();
		} catch (error) {
			waiter.leave();
			// Its turn had come, perhaps: then it is the next one's.
			if (!this.#locked) this.#waiters.wakeFront();
			throw error;
		}
		waiter.leave();
		this.#locked = true;
		return true;
	}

	*#waitForGuard(scheduler: Scheduler): Coroutine<Guard> {
		yield* this.#wait(scheduler);
		return new Guard(this);
	}
}

shownWithWaiters(Lock, (lock) => (lock.locked() ? "locked" : "unlocked"));
