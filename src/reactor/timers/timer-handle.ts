/** A callback that waits for its time. */
import type { Scheduler } from "../../futures/index.js";
import { type Callback, Handle } from "../handle.js";
import type { Timer } from "./timer.js";
import type { TimerQueue } from "./timer-queue.js";

/**
 * A callback that a loop will call at a certain time; `cancel()` takes it back, `unref()` lets the process end first.
 *
 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.TimerHandle
 */
export class TimerHandle extends Handle {
	readonly #timer: Timer;

	/** @hidden */
	constructor(
		scheduler: Scheduler,
		queue: TimerQueue,
		when: number,
		callback: Callback<never[]>,
		args: readonly unknown[],
	) {
		super(scheduler, callback, args);
		this.#timer = queue.add(when, this);
	}

	/**
	 * When it is due. Throws nothing.
	 *
	 * @returns the time on the loop's clock, in milliseconds.
	 */
	when(): number {
		return this.#timer.when;
	}

	/** Takes the callback back: it is not called any more. Twice is harmless. Throws nothing. */
	override cancel(): void {
		super.cancel();
		this.#timer.cancel();
	}

	/**
	 * Makes it keep the process alive, as it does from the start. Throws nothing.
	 *
	 * @returns itself.
	 */
	ref(): this {
		this.#timer.setHolds(true);
		return this;
	}

	/**
	 * Lets the process end before it is due. Throws nothing.
	 *
	 * @returns itself.
	 */
	unref(): this {
		this.#timer.setHolds(false);
		return this;
	}

	/**
	 * Asks whether it keeps the process alive. Throws nothing.
	 *
	 * @returns whether it does.
	 */
	hasRef(): boolean {
		return this.#timer.holds && this.#timer.waiting;
	}
}
