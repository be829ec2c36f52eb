/** One entry of the timer queue. */
import type { Job } from "../../futures/index.js";
import type { TimerQueue } from "./timer-queue.js";

/** A job and the time it is due. */
export class Timer {
	/** When it is due, on the loop's clock. */
	readonly when: number;
	/** The order among timers that are due at the same time. */
	readonly sequence: number;
	readonly job: Job;
	/** Whether it still waits: neither due nor cancelled. */
	waiting: boolean;
	/** Whether it keeps the process alive. */
	holds: boolean;
	readonly #queue: TimerQueue;

	constructor(queue: TimerQueue, when: number, sequence: number, job: Job) {
		this.#queue = queue;
		this.when = when;
		this.sequence = sequence;
		this.job = job;
		this.waiting = true;
		this.holds = true;
	}

	/** Takes it back; twice is harmless. */
	cancel(): void {
		if (this.waiting) this.#queue.cancelled(this);
	}

	/**
	 * Says whether it keeps the process alive.
	 *
	 * @param holds whether it does.
	 */
	setHolds(holds: boolean): void {
		if (this.waiting && holds !== this.holds) this.#queue.holdChanged(holds);
		this.holds = holds;
	}
}
