/**
 * A timer of a kqueue's: macOS, OpenBSD, FreeBSD before 14.
 *
 * The kqueue's timer is set for the next expiration only, once, and this one keeps the moments: so a first time that is not the
 * interval is possible, ticks that nobody read are counted by the clock, and nothing drifts. When it expires the clock is
 * asked, and it is set again for what is left, whether the kernel was early, the clock was set back, or the time was longer than
 * the kernel takes.
 */
import { NotImplementedError } from "../../errors.js";
import type { EventQueue } from "../kqueue/index.js";
import { readClock } from "./read-clock.js";
import type { TimerSetting } from "./timer-setting.js";
import type { TimerPlan, TimerSource } from "./timer-source.js";

const ident = 1;
/** The longest time that a kqueue's timer is set for: 11 days, in nanoseconds exact as a number. */
const longest = 1e9;
const nanosecondsAMillisecond = 1e6;

/** The kqueue's timer. */
export class QueueTimer implements TimerSource {
	readonly fd: number;
	readonly #queue: EventQueue;
	readonly #clock: number;
	/** The moment of the first expiration; `undefined` where it is stopped. */
	#first: number | undefined;
	/** How many expirations were taken: sums of moments would drift, since the sum of two numbers is rounded. */
	#taken = 0;
	#interval = 0;

	/**
	 * @param queue the kqueue.
	 * @param clock the clock that it goes by.
	 */
	constructor(queue: EventQueue, clock: number) {
		this.fd = queue.fd;
		this.#queue = queue;
		this.#clock = clock;
	}

	set({ initial, interval, absolute, cancelOnSet }: TimerPlan): TimerSetting {
		if (cancelOnSet) {
			throw new NotImplementedError(
				"Cannot settime: a kqueue does not tell when the clock is set (cancelOnSet)",
			);
		}
		const before = this.get();
		this.#interval = interval === 0 ? 0 : Math.max(interval, 1 / nanosecondsAMillisecond);
		this.#taken = 0;
		if (initial === 0) {
			this.#first = undefined;
			this.#queue.forget(ident, this.#queue.constants.KQ_FILTER_TIMER);
		} else {
			const now = readClock(this.#clock);
			this.#first = absolute ? initial : now + initial;
			this.#start(this.#first - now);
		}
		return before;
	}

	get(): TimerSetting {
		const next = this.#next();
		if (next === undefined) return [0, this.#interval];
		const left = next - readClock(this.#clock);
		if (left > 0) return [left, this.#interval];
		return [this.#interval === 0 ? 0 : this.#interval - (-left % this.#interval), this.#interval];
	}

	take(): number | undefined {
		const next = this.#next();
		if (this.#queue.take(1).length === 0 || next === undefined) return undefined;
		const now = readClock(this.#clock);
		if (now < next) {
			this.#start(next - now);
			return undefined;
		}
		if (this.#interval === 0) {
			this.#first = undefined;
			return 1;
		}
		const count = Math.floor((now - next) / this.#interval) + 1;
		this.#taken += count;
		this.#start((this.#next() ?? now) - now);
		return count;
	}

	/** The moment of the next expiration that was not taken; `undefined` where it is stopped. */
	#next(): number | undefined {
		return this.#first === undefined ? undefined : this.#first + this.#taken * this.#interval;
	}

	/** Sets the kqueue's timer; what had expired is forgotten. */
	#start(milliseconds: number): void {
		const { KQ_EV_ADD, KQ_EV_ONESHOT, KQ_FILTER_TIMER, KQ_NOTE_NSECONDS } = this.#queue.constants;
		const time = Math.ceil(Math.min(milliseconds, longest) * nanosecondsAMillisecond);
		this.#queue.change(
			ident,
			KQ_FILTER_TIMER,
			KQ_EV_ADD | KQ_EV_ONESHOT,
			KQ_NOTE_NSECONDS,
			Math.max(time, 1),
		);
	}
}
