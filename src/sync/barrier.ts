/**
 * Barrier: everybody waits until enough have come.
 *
 * The steps are asyncio's: one condition, whose lock is held for each change of the count and the state, and four states.
 * While it fills, those who come wait; the last one lets it drain, and whoever comes then waits until all have gone.
 */
import { BrokenBarrierError } from "../errors.js";
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
import { shownAs } from "../internal/index.js";
import { BarrierGuard } from "./barrier-guard.js";
import { checkCount } from "./check-count.js";
import { Condition } from "./condition.js";

type BarrierState = "filling" | "draining" | "resetting" | "broken";

/** How a {@link Barrier} stands. */
export interface BarrierStatistics {
	/** Whether it fills, lets all go, throws all out, or is broken. */
	readonly state: "filling" | "draining" | "resetting" | "broken";
	/** How many it waits for. */
	readonly parties: number;
	/** How many wait that it be full. */
	readonly tasksWaiting: number;
}

/**
 * A point that nobody passes until a number of tasks have come to it; then all go on, and it can be used again.
 *
 * @example
 * ```ts
 * import { Barrier } from "evloop";
 *
 * const barrier = new Barrier(3);
 * const places = await Promise.all([barrier.wait(), barrier.wait(), barrier.wait()]);
 * console.log(places); // [ 0, 1, 2 ]
 * ```
 * @see https://docs.python.org/3/library/asyncio-sync.html#asyncio.Barrier
 */
export class Barrier {
	readonly #condition = new Condition();
	readonly #parties: number;
	#state: BarrierState = "filling";
	/** How many are in it. */
	#count = 0;

	/**
	 * @param parties how many must come.
	 * @throws TypeError if it is no number.
	 * @throws ValueError if it is less than 1, or no whole number.
	 */
	constructor(parties: number) {
		this.#parties = checkCount(parties, "the number of parties", 1);
	}

	/** How many must come. */
	get parties(): number {
		return this.#parties;
	}

	/** How many have come and wait for the others; 0 while they are let go. */
	get nWaiting(): number {
		return this.#state === "filling" ? this.#count : 0;
	}

	/** Whether it was aborted. */
	get broken(): boolean {
		return this.#state === "broken";
	}

	/**
	 * Waits until as many have come as it has parties.
	 *
	 * One who is cancelled or aborted leaves the barrier, which goes on waiting for the number it needs.
	 *
	 * @param options a signal that takes it back.
	 * @returns a future of the place at which you came, 0 to `parties - 1`, each given once.
	 * @throws TypeError if the signal is none.
	 * @throws BrokenBarrierError, through the future, if it is or gets broken or is reset meanwhile.
	 * @throws RuntimeError where there is no loop.
	 */
	wait(options?: OperationOptions): Future<number> {
		return begin(options, (scheduler) => this.#wait(scheduler, options?.signal));
	}

	/**
	 * Waits as {@link Barrier.wait} does, for `using`: asyncio's `async with barrier`.
	 *
	 * @param options a signal that takes it back.
	 * @returns a future of a guard that has the index and nothing to do.
	 * @throws TypeError if the signal is none.
	 * @throws BrokenBarrierError, through the future, if it is or gets broken or is reset meanwhile.
	 * @throws RuntimeError where there is no loop.
	 */
	guard(options?: OperationOptions): Future<BarrierGuard> {
		return begin(options, (scheduler) => this.#waitForGuard(scheduler, options?.signal));
	}

	/**
	 * Empties it: whoever waits gets a BrokenBarrierError; a broken one can be used again.
	 *
	 * @param options a signal that takes it back.
	 * @returns a future, done when it has begun.
	 * @throws TypeError if the signal is none.
	 * @throws RuntimeError where there is no loop.
	 */
	reset(options?: OperationOptions): Future<void> {
		return begin(options, (scheduler) =>
			this.#change(scheduler, () => {
				this.#state = this.#count > 0 ? "resetting" : "filling";
			}),
		);
	}

	/**
	 * Breaks it: whoever waits or comes gets a BrokenBarrierError, until it is reset.
	 *
	 * @param options a signal that takes it back.
	 * @returns a future, done when it is broken.
	 * @throws TypeError if the signal is none.
	 * @throws RuntimeError where there is no loop.
	 */
	abort(options?: OperationOptions): Future<void> {
		return begin(options, (scheduler) =>
			this.#change(scheduler, () => {
				this.#state = "broken";
			}),
		);
	}

	/**
	 * How it stands. Throws nothing.
	 *
	 * @returns a frozen record.
	 */
	statistics(): BarrierStatistics {
		return Object.freeze({ state: this.#state, parties: this.#parties, tasksWaiting: this.nWaiting });
	}

	*#wait(scheduler: Scheduler, signal: AbortSignal | undefined): Coroutine<number> {
		yield* this.#condition.acquiring(scheduler);
		try {
			yield* this.#block(scheduler, signal);
			try {
				const index = this.#count;
				this.#count += 1;
				if (this.#count === this.#parties) this.#drain();
				else yield* this.#waitForOthers(scheduler, signal);
				return index;
			} finally {
				this.#count -= 1;
				this.#leave();
			}
		} finally {
			this.#condition.release();
		}
	}

	*#waitForGuard(scheduler: Scheduler, signal: AbortSignal | undefined): Coroutine<BarrierGuard> {
		return new BarrierGuard(yield* this.#wait(scheduler, signal));
	}

	/** Waits while those before are let go or thrown out. */
	*#block(scheduler: Scheduler, signal: AbortSignal | undefined): Coroutine<void> {
		yield* this.#condition.waitingFor(
			scheduler,
			() => this.#state !== "draining" && this.#state !== "resetting",
			signal,
		);
		if (this.#state === "broken") throw new BrokenBarrierError("Cannot wait at the barrier: it is broken");
	}

	*#waitForOthers(scheduler: Scheduler, signal: AbortSignal | undefined): Coroutine<void> {
		yield* this.#condition.waitingFor(scheduler, () => this.#state !== "filling", signal);
		if (this.#state === "broken") throw new BrokenBarrierError("The barrier was broken");
		if (this.#state === "resetting") throw new BrokenBarrierError("The barrier was reset");
	}

	#drain(): void {
		this.#state = "draining";
		this.#condition.notifyAll();
	}

	/** The last to leave opens it for those who come next. */
	#leave(): void {
		if (this.#count > 0) return;
		if (this.#state === "resetting" || this.#state === "draining") this.#state = "filling";
		this.#condition.notifyAll();
	}

	*#change(scheduler: Scheduler, change: () => void): Coroutine<void> {
		yield* this.#condition.acquiring(scheduler);
		change();
		this.#condition.notifyAll();
		this.#condition.release();
	}
}

/** Begins an operation, unless its signal is aborted already. */
function begin<T>(
	options: OperationOptions | undefined,
	steps: (scheduler: Scheduler) => Coroutine<T>,
): Future<T> {
	const scheduler = currentScheduler();
	const aborted = alreadyAborted<T>(scheduler, options);
	return aborted ?? abortable(new Operation(scheduler, steps(scheduler)), options);
}

shownAs(Barrier, (barrier) => {
	const { state, tasksWaiting, parties } = barrier.statistics();
	return `<Barrier [${state === "broken" ? state : `${state}, waiters:${tasksWaiting}/${parties}`}]>`;
});
