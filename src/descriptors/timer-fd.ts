/** TimerFd: a timer of the kernel's that has a descriptor. Linux, FreeBSD 14. */

import { ValueError } from "../errors.js";
import {
	clockGettime,
	platform,
	syscall,
	TimerSpec,
	timerfdCreate,
	timerfdGettime,
	timerfdSettime,
} from "../ffi/index.js";
import type { Future } from "../futures/index.js";
import { OwnedDescriptor } from "../sockets/index.js";
import { checkInteger } from "../sockets/internals.js";
import { checkMilliseconds } from "./check-milliseconds.js";
import { CLOCK_BOOTTIME, CLOCK_MONOTONIC, CLOCK_REALTIME } from "./clock-constants.js";
import type { DescriptorLoopOptions } from "./descriptor-loop.js";
import { readCounter } from "./read-counter.js";
import { wouldBlock } from "./read-now.js";
import { requireMaker } from "./require-maker.js";
import { waitForRead } from "./wait-for-read.js";
import { WaitIterator } from "./wait-iterator.js";

const { TFD_CLOEXEC, TFD_NONBLOCK, TFD_TIMER_ABSTIME, TFD_TIMER_CANCEL_ON_SET } = platform.descriptors;

/** What a timer is set to: milliseconds to its next expiration, 0 for none, and milliseconds between expirations. */
export type TimerSetting = [next: number, interval: number];

/** Options of a {@link TimerFd}. */
export interface TimerFdOptions {
	/** The clock that it goes by: CLOCK_MONOTONIC (the default), CLOCK_REALTIME or CLOCK_BOOTTIME. */
	readonly clock?: number | undefined;
}

/** Options of {@link TimerFd.settime}. */
export interface TimerSettimeOptions {
	/** Milliseconds between expirations, rounded up to nanoseconds; 0, the default, for a single one. */
	readonly interval?: number | undefined;
	/** Whether `initial` is a moment of the clock instead of a duration: see {@link TimerFd.now}. */
	readonly absolute?: boolean | undefined;
	/**
	 * Whether setting the machine's clock wakes who waits, with an OSError ECANCELED; the timer then goes on by the new time.
	 * For moments of CLOCK_REALTIME only.
	 */
	readonly cancelOnSet?: boolean | undefined;
}

/**
 * A timer that the kernel keeps and that has a descriptor, which can be read once it has expired. It counts on while nobody
 * reads: a read tells how often it expired since the last one, so that no tick is lost and none comes late twice.
 *
 * It is for programs that wait in a selector, for times of day that follow the clock when it is set, and for exact
 * intervals; to wait for a while there is `sleep`, which needs no descriptor.
 *
 * @example
 * ```ts
 * import { TimerFd } from "evloop";
 *
 * using timer = new TimerFd();
 * timer.settime(5, { interval: 2 });
 * let ticks = 0;
 * for await (const expirations of timer) {
 * 	ticks += expirations;
 * 	if (ticks >= 3) break;
 * }
 * console.log(ticks >= 3); // true
 * ```
 * @see https://docs.python.org/3/library/os.html#timer-file-descriptors
 * @see https://man7.org/linux/man-pages/man2/timerfd_create.2.html
 */
export class TimerFd extends OwnedDescriptor implements AsyncIterable<number> {
	/** The clock that it goes by. */
	readonly clock: number;

	/**
	 * Makes a timer that is not set yet.
	 *
	 * @param options its clock.
	 * @throws TypeError or RangeError if the clock is no number of a clock.
	 * @throws ValueError if it is none of the three.
	 * @throws NotImplementedError where the system has no timerfd.
	 * @throws OSError where the kernel has no descriptor left.
	 */
	constructor({ clock = CLOCK_MONOTONIC }: TimerFdOptions = {}) {
		super(openTimerfd(clock), "timerfd");
		this.clock = clock;
	}

	/**
	 * Sets it anew; what had expired before and was not read is forgotten.
	 *
	 * @param initial when it expires first: milliseconds from now, or a moment with `absolute`; rounded up to nanoseconds.
	 * 0 stops it.
	 * @param options its interval, and how `initial` is meant.
	 * @returns what it was set to before.
	 * @throws TypeError if a time is no number.
	 * @throws ValueError if a time is negative, or `cancelOnSet` does not fit.
	 * @throws OSError if it is closed.
	 * @see https://docs.python.org/3/library/os.html#os.timerfd_settime
	 */
	settime(initial: number, options: TimerSettimeOptions = {}): TimerSetting {
		const { interval = 0, absolute = false, cancelOnSet = false } = options;
		const first = checkMilliseconds(initial, "Cannot settime: initial");
		const period = checkMilliseconds(interval, "Cannot settime: interval");
		if (cancelOnSet && !(absolute && this.clock === CLOCK_REALTIME)) {
			throw new ValueError("Cannot settime: cancelOnSet needs absolute and CLOCK_REALTIME");
		}
		const fd = this.openFileno("timerfd_settime");
		const flags = (absolute ? TFD_TIMER_ABSTIME : 0) | (cancelOnSet ? TFD_TIMER_CANCEL_ON_SET : 0);
		const time = new TimerSpec();
		const before = new TimerSpec();
		time.set(first, period);
		syscall("timerfd_settime", timerfdSettime(fd, flags, time.bytes, before.bytes), { fd });
		return [before.next, before.interval];
	}

	/**
	 * What it is set to.
	 *
	 * @returns milliseconds to its next expiration, 0 where it is stopped, and its interval.
	 * @throws OSError if it is closed.
	 * @see https://docs.python.org/3/library/os.html#os.timerfd_gettime
	 */
	gettime(): TimerSetting {
		const fd = this.openFileno("timerfd_gettime");
		const time = new TimerSpec();
		syscall("timerfd_gettime", timerfdGettime(fd, time.bytes), { fd });
		return [time.next, time.interval];
	}

	/**
	 * What its clock shows, from which moments for {@link TimerFd.settime} are counted.
	 *
	 * @returns milliseconds, with fractions.
	 * @throws OSError never, on a machine that has the clock.
	 * @see https://docs.python.org/3/library/time.html#time.clock_gettime
	 */
	now(): number {
		const time = new TimerSpec();
		syscall("clock_gettime", clockGettime(this.clock, time.bytes));
		return time.interval;
	}

	/**
	 * Tells how often it has expired since it was set or read.
	 *
	 * @returns the number, at least 1.
	 * @throws BlockingIOError if it has not.
	 * @throws OSError if it is closed, or ECANCELED where the clock was set (see `cancelOnSet`).
	 */
	read(): number {
		const count = this.#take();
		if (count === undefined) throw wouldBlock(this.fileno());
		return count;
	}

	/**
	 * Waits until it has expired, and reads. Of several that wait the first gets the number, the next waits for the next one.
	 *
	 * @param options a signal that takes it back, and the loop.
	 * @returns a future of how often it has expired since it was set or read.
	 * @throws TypeError if the signal is none.
	 * @throws ConnectionAbortedError through the future, if it is closed meanwhile.
	 * @throws OSError through the future, if it is closed, or ECANCELED where the clock was set.
	 */
	wait(options?: DescriptorLoopOptions): Future<number> {
		return waitForRead(this, options, () => this.#take());
	}

	/**
	 * Expiration after expiration, until it is closed; for `for await`.
	 *
	 * @returns the number of each wait: 1, or more where some were missed.
	 * @throws OSError through the promises, ECANCELED where the clock was set.
	 */
	[Symbol.asyncIterator](): AsyncIterableIterator<number, undefined, void> {
		return new WaitIterator(this, () => this.wait());
	}

	#take(): number | undefined {
		const count = readCounter(this.openFileno("read"));
		return count === undefined ? undefined : Number(count);
	}
}

function openTimerfd(clock: unknown): number {
	requireMaker(TFD_CLOEXEC, "a timerfd", "loop.callLater and KQ_FILTER_TIMER of a kqueue keep time there");
	const number = checkInteger(clock, "Cannot make a timerfd: clock");
	if (number !== CLOCK_MONOTONIC && number !== CLOCK_REALTIME && number !== CLOCK_BOOTTIME) {
		throw new ValueError(
			`Cannot make a timerfd: clock must be CLOCK_MONOTONIC, CLOCK_REALTIME or CLOCK_BOOTTIME, got ${number}`,
		);
	}
	return syscall("timerfd_create", timerfdCreate(number, TFD_CLOEXEC | TFD_NONBLOCK));
}
