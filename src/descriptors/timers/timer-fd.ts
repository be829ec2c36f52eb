/** TimerFd: a timer of the kernel's that has a descriptor. */
import { ValueError } from "../../errors.js";
import { hasSymbol, platform } from "../../ffi/index.js";
import type { Future } from "../../futures/index.js";
import { checkOptions } from "../../internal/index.js";
import { OwnedDescriptor } from "../../sockets/index.js";
import { checkInteger } from "../../sockets/internals.js";
import type { DescriptorLoopOptions } from "../descriptor-loop.js";
import { type KqueueMakerOptions, queueInstead } from "../kqueue/index.js";
import { wouldBlock } from "../read-now.js";
import { waitForRead } from "../wait-for-read.js";
import { WaitIterator } from "../wait-iterator.js";
import { checkMilliseconds } from "./check-milliseconds.js";
import { CLOCK_BOOTTIME, CLOCK_MONOTONIC, CLOCK_REALTIME } from "./clock-constants.js";
import { KernelTimer } from "./kernel-timer.js";
import { QueueTimer } from "./queue-timer.js";
import { readClock } from "./read-clock.js";
import type { TimerSetting } from "./timer-setting.js";
import type { TimerSource } from "./timer-source.js";

/** Options of a {@link TimerFd}. */
export interface TimerFdOptions extends KqueueMakerOptions {
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
	 * For moments of CLOCK_REALTIME only, and not over a kqueue.
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
 * On Linux and FreeBSD it is a timerfd. On macOS and OpenBSD it is a kqueue with a timer in it: it does the same, but other
 * processes cannot be given it, and where the clock of a moment of CLOCK_REALTIME is set forward, it still comes when the
 * time until then has passed.
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
 * @see https://man.freebsd.org/cgi/man.cgi?kqueue
 */
export class TimerFd extends OwnedDescriptor implements AsyncIterable<number> {
	/** The clock that it goes by. */
	readonly clock: number;
	readonly #source: TimerSource;

	/**
	 * Makes a timer that is not set yet.
	 *
	 * @param options its clock, and which kqueue it stands on, if one is to be used.
	 * @throws TypeError or RangeError if the clock is no number of a clock.
	 * @throws ValueError if it is none of the three.
	 * @throws NotImplementedError where the system has neither a timerfd nor a kqueue.
	 * @throws OSError where the kernel has no descriptor left.
	 */
	constructor(options: TimerFdOptions = {}) {
		checkOptions(options, "make a timerfd");
		const clock = checkClock(options.clock ?? CLOCK_MONOTONIC);
		const queue = queueInstead(hasTimerfd(), "a timerfd", options);
		const source = queue === undefined ? new KernelTimer(clock) : new QueueTimer(queue, clock);
		super(source.fd, "timerfd");
		this.clock = clock;
		this.#source = source;
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
	 * @throws NotImplementedError if it stands on a kqueue, and `cancelOnSet` is asked for.
	 * @throws OSError if it is closed.
	 * @see https://docs.python.org/3/library/os.html#os.timerfd_settime
	 */
	settime(initial: number, options: TimerSettimeOptions = {}): TimerSetting {
		checkOptions(options, "set a timerfd");
		const { interval = 0, absolute = false, cancelOnSet = false } = options;
		const plan = {
			initial: checkMilliseconds(initial, "Cannot settime: initial"),
			interval: checkMilliseconds(interval, "Cannot settime: interval"),
			absolute,
			cancelOnSet,
		};
		if (cancelOnSet && !(absolute && this.clock === CLOCK_REALTIME)) {
			throw new ValueError("Cannot settime: cancelOnSet needs absolute and CLOCK_REALTIME");
		}
		this.openFileno("timerfd_settime");
		return this.#source.set(plan);
	}

	/**
	 * What it is set to.
	 *
	 * @returns milliseconds to its next expiration, 0 where it is stopped, and its interval.
	 * @throws OSError if it is closed.
	 * @see https://docs.python.org/3/library/os.html#os.timerfd_gettime
	 */
	gettime(): TimerSetting {
		this.openFileno("timerfd_gettime");
		return this.#source.get();
	}

	/**
	 * What its clock shows, from which moments for {@link TimerFd.settime} are counted.
	 *
	 * @returns milliseconds, with fractions.
	 * @throws OSError never, on a machine that has the clock.
	 * @see https://docs.python.org/3/library/time.html#time.clock_gettime
	 */
	now(): number {
		return readClock(this.clock);
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
		this.openFileno("read");
		return this.#source.take();
	}
}

/** FreeBSD has timerfd since 14. */
function hasTimerfd(): boolean {
	return !Number.isNaN(platform.descriptors.TFD_CLOEXEC) && hasSymbol("timerfd_create");
}

function checkClock(clock: unknown): number {
	const number = checkInteger(clock, "Cannot make a timerfd: clock");
	if (number !== CLOCK_MONOTONIC && number !== CLOCK_REALTIME && number !== CLOCK_BOOTTIME) {
		throw new ValueError(
			`Cannot make a timerfd: clock must be CLOCK_MONOTONIC, CLOCK_REALTIME or CLOCK_BOOTTIME, got ${number}`,
		);
	}
	return number;
}
