/**
 * A context of Linux AIO: requests are handed in by a call, and what became of them is fetched by another.
 *
 * It knows nothing of loops, nor of memory: whoever submits holds the memory until the request has ended. Requests and
 * results stand in memory of ours that is made once; a request is known by its slot. The kernel has read a request when
 * the call that hands it in returns.
 */
import { constants, endianness } from "node:os";
import { NotImplementedError, osError } from "../../errors.js";
import {
	aioNumbers,
	errno,
	IOCB_FLAG_RESFD,
	ioCancel,
	iocbLayout,
	ioDestroy,
	ioEventLayout,
	ioGetevents,
	ioSetup,
	ioSubmit,
	NativeBuffer,
	syscall,
} from "../../ffi/index.js";

const { EINTR: interrupted } = constants.errno;
/** In milliseconds; a wait that is longer ends here, with what there is. */
const longestWait = 2 ** 31 - 1;

/** What a request is made of. */
export interface AioDetails {
	readonly operation: number;
	readonly fd: number;
	readonly address: number;
	readonly length: number;
	readonly position: number;
}

/** Requests that are under way, and what became of them. */
export class AioContext {
	/** How many requests it takes at once. */
	readonly size: number;
	readonly #context: number;
	readonly #eventfd: number;
	readonly #iocbs: NativeBuffer;
	readonly #words: Int32Array;
	readonly #pointers: NativeBuffer;
	readonly #pointerWords: Int32Array;
	readonly #events: NativeBuffer;
	readonly #eventWords: Int32Array;
	readonly #timespec = new NativeBuffer(16);
	readonly #free: number[] = [];
	#destroyed = false;

	/**
	 * @param size how many requests at once.
	 * @param eventfd told of each end; -1 for none.
	 * @throws NotImplementedError where there is no AIO.
	 * @throws OSError where the kernel refuses: EAGAIN where all of /proc/sys/fs/aio-max-nr is taken, ENOSYS, EPERM.
	 */
	constructor(size: number, eventfd: number) {
		if (Number.isNaN(aioNumbers.setup) || endianness() !== "LE")
			throw new NotImplementedError("Cannot set AIO up: only Linux has it, on 64-bit machines");
		this.size = size;
		this.#eventfd = eventfd;
		this.#iocbs = new NativeBuffer(size * iocbLayout.words * 4);
		this.#words = new Int32Array(this.#iocbs.bytes);
		this.#pointers = new NativeBuffer(size * 8);
		this.#pointerWords = new Int32Array(this.#pointers.bytes);
		this.#events = new NativeBuffer(size * ioEventLayout.words * 4);
		this.#eventWords = new Int32Array(this.#events.bytes);
		for (let slot = size - 1; slot >= 0; slot -= 1) this.#free.push(slot);
		const context = new NativeBuffer(8);
		syscall("io_setup", ioSetup(size, context.address));
		this.#context = Number(new BigUint64Array(context.bytes)[0]);
	}

	/** How many slots are taken. */
	get taken(): number {
		return this.size - this.#free.length;
	}

	/**
	 * Takes a slot and writes a request down in it.
	 *
	 * @param details the request.
	 * @returns the slot; -1 where none is free.
	 */
	prepare({ operation, fd, address, length, position }: AioDetails): number {
		const slot = this.#free.pop();
		if (slot === undefined) return -1;
		const words = this.#words;
		const at = slot * iocbLayout.words;
		words.fill(0, at, at + iocbLayout.words);
		words[at + iocbLayout.data] = slot;
		words[at + iocbLayout.operation] = operation;
		words[at + iocbLayout.fd] = fd;
		writeLong(words, at + iocbLayout.address, address);
		writeLong(words, at + iocbLayout.length, length);
		writeLong(words, at + iocbLayout.position, position);
		if (this.#eventfd >= 0) {
			words[at + iocbLayout.flags] = IOCB_FLAG_RESFD;
			words[at + iocbLayout.eventfd] = this.#eventfd;
		}
		return slot;
	}

	/**
	 * Hands requests in.
	 *
	 * @param slots their slots.
	 * @returns how many the kernel took, from the front; a negative error number where it refused the first.
	 */
	submit(slots: readonly number[]): number {
		slots.forEach((slot, i) => {
			writeLong(this.#pointerWords, 2 * i, this.#addressOf(slot));
		});
		const accepted = ioSubmit(this.#context, slots.length, this.#pointers.address);
		return accepted < 0 ? -errno() : accepted;
	}

	/**
	 * Lets a slot go whose request has ended, or was never handed in.
	 *
	 * @param slot the slot.
	 */
	release(slot: number): void {
		this.#free.push(slot);
	}

	/**
	 * Fetches results. A wait that a signal interrupts goes on.
	 *
	 * @param least for how many to wait.
	 * @param most how many at most; not more than {@link AioContext.size}.
	 * @param timeout how long to wait at most, in milliseconds; `undefined` for ever.
	 * @param take is given the slot of each, and its result.
	 * @returns how many there were.
	 * @throws OSError where the kernel refuses.
	 */
	collect(
		least: number,
		most: number,
		timeout: number | undefined,
		take: (slot: number, result: number) => void,
	): number {
		const until = timeout === undefined ? undefined : performance.now() + timeout;
		const count = this.#fetch(least, most, until);
		// Told of only when all were read: whoever is told may fetch more.
		const ended: [slot: number, result: number][] = [];
		for (let i = 0; i < count; i += 1) {
			const at = i * ioEventLayout.words;
			const slot = this.#eventWords[at + ioEventLayout.data] as number;
			ended.push([slot, this.#eventWords[at + ioEventLayout.result] as number]);
		}
		for (const [slot, result] of ended) {
			this.release(slot);
			take(slot, result);
		}
		return count;
	}

	/**
	 * Asks the kernel to leave off. What it does comes with the results in any case.
	 *
	 * @param slot the slot.
	 * @returns 0, or a negative error number; EINPROGRESS is how newer kernels say that they do it.
	 */
	cancel(slot: number): number {
		return ioCancel(this.#context, this.#addressOf(slot), this.#events.address) < 0 ? -errno() : 0;
	}

	/** Gives it back, when all that was under way has ended; twice is harmless. */
	destroy(): void {
		if (this.#destroyed) return;
		this.#destroyed = true;
		ioDestroy(this.#context);
	}

	#fetch(least: number, most: number, until: number | undefined): number {
		for (;;) {
			if (until !== undefined) this.#setTime(Math.max(0, until - performance.now()));
			const timespec = until === undefined ? 0 : this.#timespec.address;
			const count = ioGetevents(this.#context, least, most, this.#events.address, timespec);
			if (count >= 0) return count;
			const error = errno();
			if (error !== interrupted) throw osError(error, "io_getevents");
		}
	}

	#addressOf(slot: number): number {
		return this.#iocbs.address + slot * iocbLayout.words * 4;
	}

	#setTime(milliseconds: number): void {
		const words = new Int32Array(this.#timespec.bytes);
		const nanoseconds = Math.ceil(Math.min(milliseconds, longestWait) * 1e6);
		writeLong(words, 0, Math.floor(nanoseconds / 1e9));
		words[2] = nanoseconds % 1e9;
	}
}

function writeLong(words: Int32Array, at: number, value: number): void {
	words[at] = value | 0;
	words[at + 1] = Math.floor(value / 2 ** 32);
}
