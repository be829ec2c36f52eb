/**
 * The timers of a loop: a heap by due time.
 *
 * A cancelled timer stays in the heap until it comes to the top, so that cancelling costs nothing; when more than half
 * of a large heap is cancelled, it is rebuilt without them, as in asyncio.
 */
import type { Job } from "../../futures/index.js";
import { Heap } from "../../internal/index.js";
import { Timer } from "./timer.js";

const compactAbove = 100;

/** Told when a timer begins or ceases to keep the process alive. */
export interface TimerOwner {
	/** One thing more is waited for. */
	retain(): void;
	/** One thing less is waited for. */
	release(): void;
}

function before(a: Timer, b: Timer): boolean {
	return a.when < b.when || (a.when === b.when && a.sequence < b.sequence);
}

/** Timers, the earliest first; those due at the same time in the order in which they were set. */
export class TimerQueue {
	readonly #heap = new Heap<Timer>(before);
	readonly #owner: TimerOwner;
	#sequence = 0;
	#cancelled = 0;

	constructor(owner: TimerOwner) {
		this.#owner = owner;
	}

	/** How many timers wait. */
	get size(): number {
		return this.#heap.length - this.#cancelled;
	}

	/**
	 * Sets a timer.
	 *
	 * @param when when it is due, on the loop's clock.
	 * @param job what to run then.
	 * @returns the timer.
	 */
	add(when: number, job: Job): Timer {
		const timer = new Timer(this, when, this.#sequence, job);
		this.#sequence += 1;
		this.#heap.push(timer);
		this.#owner.retain();
		return timer;
	}

	/**
	 * When the earliest timer is due.
	 *
	 * @returns the time; `undefined` if no timer waits.
	 */
	next(): number | undefined {
		let top = this.#heap.peek();
		while (top !== undefined && !top.waiting) {
			this.#heap.pop();
			this.#cancelled -= 1;
			top = this.#heap.peek();
		}
		return top?.when;
	}

	/**
	 * Takes out every timer that is due.
	 *
	 * @param now the time.
	 * @param enqueue called with the job of each, in order.
	 */
	takeDue(now: number, enqueue: (job: Job) => void): void {
		for (let when = this.next(); when !== undefined && when <= now; when = this.next()) {
			const timer = this.#heap.pop() as Timer;
			timer.waiting = false;
			if (timer.holds) this.#owner.release();
			enqueue(timer.job);
		}
	}

	/** Cancels all of them. */
	clear(): void {
		for (let top = this.#heap.pop(); top !== undefined; top = this.#heap.pop()) {
			if (top.waiting && top.holds) this.#owner.release();
			top.waiting = false;
		}
		this.#cancelled = 0;
	}

	/**
	 * Called by a timer that was taken back.
	 *
	 * @param timer the timer.
	 */
	cancelled(timer: Timer): void {
		timer.waiting = false;
		if (timer.holds) this.#owner.release();
		this.#cancelled += 1;
		if (this.#cancelled > compactAbove && this.#cancelled * 2 > this.#heap.length) {
			this.#heap.retain((each) => each.waiting);
			this.#cancelled = 0;
		}
	}

	/**
	 * Called by a waiting timer that begins or ceases to keep the process alive.
	 *
	 * @param holds whether it does now.
	 */
	holdChanged(holds: boolean): void {
		if (holds) this.#owner.retain();
		else this.#owner.release();
	}
}
