/** EventFd: a count that has a descriptor. Linux, FreeBSD 13. */
import { constants } from "node:os";
import { osError } from "../errors.js";
import { errno, eventfd, platform, pollOnce, syscall, write } from "../ffi/index.js";
import type { Future } from "../futures/index.js";
import { checkOptions } from "../internal/index.js";
import { OwnedDescriptor } from "../sockets/index.js";
import { checkInteger, showValue } from "../sockets/internals.js";
import type { DescriptorLoopOptions } from "./descriptor-loop.js";
import { readCounter } from "./read-counter.js";
import { wouldBlock } from "./read-now.js";
import { requireMaker } from "./require-maker.js";
import { waitForRead } from "./wait-for-read.js";

const { EINTR } = constants.errno;
const { EFD_CLOEXEC, EFD_NONBLOCK } = platform.files;
const { EFD_SEMAPHORE } = platform.descriptors;
/** The kernel keeps the largest number of 64 bits to itself. */
const largestCount = 2n ** 64n - 2n;

const number = new BigUint64Array(1);
const bytes = new Uint8Array(number.buffer);

/** Options of an {@link EventFd}. */
export interface EventFdOptions {
	/** Whether each read takes one from the count, instead of all of it. */
	readonly semaphore?: boolean | undefined;
	/** An eventfd that exists already, received from another process perhaps; it is this object's from now on. */
	readonly fileno?: number | undefined;
}

/**
 * A count that the kernel keeps and that has a descriptor: writes add to it, a read takes it and sets it to 0, and it can be
 * read while it is not 0. Threads and processes wake each other with it, and C libraries and the kernel (KVM, Linux AIO,
 * io_uring) tell of events by it.
 *
 * It is non-blocking and close-on-exec; a process that gets it by `sendFds` shares the first of these.
 *
 * @example
 * ```ts
 * import { EventFd } from "evloop";
 *
 * using event = new EventFd();
 * const waiting = event.wait();
 * event.write(2);
 * event.write(3);
 * console.log(await waiting); // 5
 * ```
 * @see https://docs.python.org/3/library/os.html#os.eventfd
 * @see https://man7.org/linux/man-pages/man2/eventfd.2.html
 */
export class EventFd extends OwnedDescriptor {
	/** Whether its description is somebody else's, and may be one that blocks. */
	readonly #isForeign: boolean;

	/**
	 * @param initial what the count begins with, up to 2^32 - 1.
	 * @param options whether it is a semaphore, or a descriptor to take over.
	 * @throws TypeError if one of them is of the wrong kind.
	 * @throws RangeError if `initial` does not fit.
	 * @throws NotImplementedError where the system has no eventfd.
	 * @throws OSError where the kernel has no descriptor left.
	 */
	constructor(initial = 0, options: EventFdOptions = {}) {
		super(openEventfd(initial, options), "eventfd");
		this.#isForeign = options.fileno !== undefined;
	}

	/**
	 * Adds to the count.
	 *
	 * @param value how much, as a number up to 2^53 - 1 or a bigint up to 2^64 - 2.
	 * @throws TypeError if it is neither a whole number nor a bigint.
	 * @throws RangeError if it does not fit.
	 * @throws BlockingIOError if the count would grow past 2^64 - 2; nothing is added.
	 * @throws OSError if it is closed.
	 * @see https://docs.python.org/3/library/os.html#os.eventfd_write
	 */
	write(value: number | bigint): void {
		const amount = checkAmount(value);
		const fd = this.openFileno("write");
		number[0] = amount;
		while (write(fd, bytes, 8) < 0) {
			const error = errno();
			if (error !== EINTR) throw osError(error, "write", { fd });
		}
	}

	/**
	 * Takes the count; of a semaphore, one of it.
	 *
	 * @returns the count, which is not 0.
	 * @throws BlockingIOError if it is 0.
	 * @throws RangeError if it is larger than 2^53 - 1: it is left as it is, take it with {@link EventFd.readBigint}.
	 * @throws OSError if it is closed.
	 * @see https://docs.python.org/3/library/os.html#os.eventfd_read
	 */
	read(): number {
		return this.#asNumber(this.readBigint());
	}

	/**
	 * Takes the count, however large it is; of a semaphore, one of it.
	 *
	 * @returns the count, which is not 0.
	 * @throws BlockingIOError if it is 0.
	 * @throws OSError if it is closed.
	 */
	readBigint(): bigint {
		const count = this.#take();
		if (count === undefined) throw wouldBlock(this.fileno());
		return count;
	}

	/**
	 * Waits until the count is not 0, and takes it. Of several that wait the first gets it; cancelling one takes nothing.
	 *
	 * @param options a signal that takes it back, and the loop.
	 * @returns a future of the count.
	 * @throws TypeError if the signal is none.
	 * @throws RangeError through the future, if it is larger than 2^53 - 1: it is left as it is.
	 * @throws ConnectionAbortedError through the future, if it is closed meanwhile.
	 * @throws OSError through the future, if it is closed.
	 */
	wait(options?: DescriptorLoopOptions): Future<number> {
		return waitForRead(this, options, () => {
			const count = this.#take();
			return count === undefined ? undefined : this.#asNumber(count);
		});
	}

	/**
	 * Waits until the count is not 0, and takes it, however large it is.
	 *
	 * @param options a signal that takes it back, and the loop.
	 * @returns a future of the count.
	 * @throws TypeError if the signal is none.
	 * @throws ConnectionAbortedError through the future, if it is closed meanwhile.
	 * @throws OSError through the future, if it is closed.
	 */
	waitBigint(options?: DescriptorLoopOptions): Future<bigint> {
		return waitForRead(this, options, () => this.#take());
	}

	#take(): bigint | undefined {
		const fd = this.openFileno("read");
		if (this.#isForeign && pollOnce(fd, false, 0) === 0) return undefined;
		return readCounter(fd);
	}

	#asNumber(count: bigint): number {
		if (count <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(count);
		this.write(count);
		throw new RangeError(`Cannot read the eventfd: ${count} is no safe integer; take it as a bigint`);
	}
}

function openEventfd(initial: unknown, options: EventFdOptions): number {
	checkOptions(options, "make an eventfd");
	const { semaphore, fileno } = options;
	const value = checkInteger(initial, "Cannot make an eventfd: initial", 0, 0xffffffff);
	if (semaphore !== undefined && typeof semaphore !== "boolean") {
		throw new TypeError(`Cannot make an eventfd: semaphore must be a boolean, got ${showValue(semaphore)}`);
	}
	if (fileno !== undefined) return checkInteger(fileno, "Cannot make an eventfd: fileno", 0);
	requireMaker(EFD_CLOEXEC, "an eventfd", "a pipe or a socketpair can wake who waits");
	const flags = EFD_CLOEXEC | EFD_NONBLOCK | (semaphore ? EFD_SEMAPHORE : 0);
	return syscall("eventfd", eventfd(value, flags));
}

function checkAmount(value: unknown): bigint {
	const amount = typeof value === "number" && Number.isInteger(value) ? BigInt(value) : value;
	if (typeof amount !== "bigint") {
		throw new TypeError(`Cannot write: value must be a whole number or a bigint, got ${showValue(value)}`);
	}
	if (amount < 0n || amount > largestCount || (typeof value === "number" && !Number.isSafeInteger(value))) {
		throw new RangeError(
			`Cannot write: value must be between 0 and 2^53 - 1, or up to 2^64 - 2 as a bigint, got ${amount}`,
		);
	}
	return amount;
}
