/** LinuxAio: the kernel's own asynchronous input and output, as it is. */
import { constants } from "node:os";
import { osError, RuntimeError, ValueError } from "../../errors.js";
import {
	aioOp,
	close,
	closeAtThreadEnd,
	eventfd,
	keepAtThreadEnd,
	platform,
	read,
	syscall,
	write,
} from "../../ffi/index.js";
import { byteLength, checkInteger, showValue } from "../../sockets/internals.js";
import { AioContext } from "../aio/index.js";
import type { AioEvent, AioRequest } from "./aio-request.js";
import { checkWait } from "./check-wait.js";
import { heldRequests } from "./held-requests.js";
import { type PlainAioRequest, readAioRequest } from "./read-aio-request.js";
import { RequestMemory } from "./request-memory.js";

const { EAGAIN, EFAULT } = constants.errno;
const { EFD_CLOEXEC, EFD_NONBLOCK } = platform.files;
/** One context may have more, but no machine's aio-max-nr begins higher. */
const most = 65_536;
const count = new Uint8Array(8);
const one = new Uint8Array(new BigUint64Array([1n]).buffer);

/** A request that the kernel has. */
interface Submitted {
	readonly id: number;
	readonly request: AioRequest;
	readonly memory: RequestMemory | undefined;
}

/**
 * Linux AIO: requests to read and write files are handed in together by one call, and another call says which have ended.
 * Nothing here needs a loop; `getevents` blocks the thread. With a loop, watch {@link LinuxAio.fileno} by `addReader`.
 *
 * The kernel works beside the program with files that were opened with O_DIRECT only; with any other it does the work within
 * `submit`, and with a pipe it may wait there.
 *
 * Memory: a buffer over a SharedArrayBuffer is read and written in place (in the main thread). Of any other the kernel gets a
 * copy, taken in `submit`; what was read is put into the buffer by `getevents`. So it may be transferred, or be forgotten.
 *
 * A context lives until it is closed or the process ends: a worker that is terminated leaves it behind.
 *
 * @example
 * ```ts
 * import { openSync, writeFileSync, rmSync } from "node:fs";
 * import { LinuxAio } from "evloop/files";
 *
 * writeFileSync("aio-example.txt", "Hello from the disk");
 * using aio = new LinuxAio(8);
 * const buffer = Buffer.alloc(5);
 * aio.submit([{ op: "pread", file: openSync("aio-example.txt", "r"), buffer, position: 6 }]);
 * for (const { result } of aio.getevents()) console.log(result, buffer.toString()); // 5 from
 * rmSync("aio-example.txt");
 * ```
 * @see https://man7.org/linux/man-pages/man2/io_submit.2.html
 */
export class LinuxAio {
	readonly #context: AioContext;
	readonly #eventfd: number;
	readonly #submitted: (Submitted | undefined)[] = [];
	#lastId = 0;
	#closed = false;

	/**
	 * Sets a context up.
	 *
	 * @param maxEvents how many requests may be under way at once.
	 * @throws TypeError if it is no whole number.
	 * @throws RangeError if it is less than 1 or more than 65,536.
	 * @throws NotImplementedError where the system has no such thing.
	 * @throws BlockingIOError where the machine allows no more of them (/proc/sys/fs/aio-max-nr).
	 * @throws OSError where the kernel refuses otherwise: ENOSYS, EPERM, EMFILE.
	 * @see https://man7.org/linux/man-pages/man2/io_setup.2.html
	 */
	constructor(maxEvents = 128) {
		checkInteger(maxEvents, "Cannot set AIO up: maxEvents", 1, most);
		const fd = Number.isNaN(EFD_CLOEXEC) ? -1 : syscall("eventfd", eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
		try {
			this.#context = new AioContext(maxEvents, fd);
		} catch (error) {
			if (fd >= 0) close(fd);
			throw error;
		}
		this.#eventfd = fd;
		closeAtThreadEnd(fd);
	}

	/** How many requests have not been fetched by {@link LinuxAio.getevents}. Throws nothing. */
	get pending(): number {
		return this.#context.taken;
	}

	/**
	 * An eventfd that is readable when something has ended: for a selector, or `loop.addReader`. It is reset by `getevents`.
	 *
	 * @returns the descriptor; -1 once closed. Throws nothing.
	 */
	fileno(): number {
		return this.#closed ? -1 : this.#eventfd;
	}

	/**
	 * Hands requests in.
	 *
	 * @param requests the requests, which are checked before the kernel is asked for any of them.
	 * @returns the numbers of those that it took, from the front: fewer than were given where one of them is wrong in its eyes,
	 *   or all places are taken. Hand the rest in again to hear the reason.
	 * @throws TypeError, RangeError, ValueError if a request is wrong.
	 * @throws BlockingIOError if no place is free.
	 * @throws OSError if the kernel refuses the first: EBADF, EINVAL (O_DIRECT, and something is not aligned).
	 * @throws RuntimeError if it is closed.
	 * @see https://man7.org/linux/man-pages/man2/io_submit.2.html
	 */
	submit(requests: readonly AioRequest[]): number[] {
		if (!Array.isArray(requests))
			throw new TypeError(`Cannot submit: requests must be an array, got ${showValue(requests)}`);
		// Each by its number: an array may have holes, or grow while it is read.
		const plain = Array.from({ length: requests.length }, (_, i) =>
			readAioRequest(requests[i] as AioRequest),
		);
		// From here on no code but ours runs.
		this.#checkOpen("submit");
		for (const { bytes, operation } of plain) {
			if (bytes !== undefined && operation === aioOp.PREAD && byteLength(bytes) === 0)
				throw new TypeError("Cannot submit: a buffer has lost its memory: its ArrayBuffer was transferred");
		}
		if (plain.length === 0) return [];
		const slots = this.#prepare(plain);
		if (slots.length === 0) throw osError(EAGAIN, "io_submit");
		const accepted = this.#context.submit(slots);
		for (const slot of slots.slice(Math.max(0, accepted))) this.#drop(slot);
		if (accepted < 0) throw osError(-accepted, "io_submit", { fd: plain[0]?.fd ?? -1 });
		heldRequests.add(this);
		return slots.slice(0, accepted).map((slot) => this.#submitted[slot]?.id ?? 0);
	}

	/**
	 * Waits for requests to end, and says what they came to. Blocks the thread; a signal does not end the wait.
	 *
	 * @param min for how many to wait; 0 not to wait.
	 * @param max how many to return at most; all that there are places for if absent.
	 * @param timeout how long to wait at most, in milliseconds; for ever if absent.
	 * @returns what has ended, in the order in which it did; fewer than `min` if the time is up.
	 * @throws TypeError, RangeError if an argument is wrong.
	 * @throws ValueError if it would wait for ever for more requests than are under way.
	 * @throws OSError if the kernel refuses.
	 * @throws RuntimeError if it is closed.
	 * @see https://man7.org/linux/man-pages/man2/io_getevents.2.html
	 */
	getevents(min = 1, max = this.#context.size, timeout?: number): AioEvent[] {
		checkInteger(max, "Cannot getevents: max", 1, this.#context.size);
		checkInteger(min, "Cannot getevents: min", 0, max);
		const patience = checkWait(timeout, "getevents");
		this.#checkOpen("getevents");
		if (patience === undefined && min > this.pending) {
			throw new ValueError(`Cannot getevents: min is ${min}, and only ${this.pending} are under way`);
		}
		// Before the results are fetched, so that what ends afterwards makes it readable again. It fails where it is 0.
		read(this.#eventfd, count, count.length);
		const events = this.#collect(min, max, min === 0 ? 0 : patience);
		// There may be more: the eventfd, which was reset, has to say so.
		if (events.length === max) write(this.#eventfd, one, one.length);
		return events;
	}

	/**
	 * Asks the kernel to leave a request off. It hardly ever does: reading and writing goes on. The request ends in any case, and
	 * {@link LinuxAio.getevents} says how.
	 *
	 * @param id its number.
	 * @returns whether the kernel says that it leaves off.
	 * @throws ValueError if no such request is under way.
	 * @throws RuntimeError if it is closed.
	 * @see https://man7.org/linux/man-pages/man2/io_cancel.2.html
	 */
	cancel(id: number): boolean {
		this.#checkOpen("cancel");
		const slot = this.#submitted.findIndex((submitted) => submitted !== undefined && submitted.id === id);
		if (slot < 0) throw new ValueError(`Cannot cancel: no request ${showValue(id)} is under way`);
		const result = this.#context.cancel(slot);
		return result === 0 || result === -constants.errno.EINPROGRESS;
	}

	/**
	 * Waits until what is under way has ended, and gives everything back. What was read and was not fetched is lost. Twice is
	 * harmless. Throws nothing.
	 */
	close(): void {
		if (this.#closed) return;
		while (this.pending > 0) this.#collect(this.pending, this.#context.size, undefined);
		this.#closed = true;
		this.#context.destroy();
		keepAtThreadEnd(this.#eventfd);
		close(this.#eventfd);
	}

	/** Closes it. Throws nothing. */
	[Symbol.dispose](): void {
		this.close();
	}

	#prepare(plain: readonly PlainAioRequest[]): number[] {
		const slots: number[] = [];
		try {
			for (const { request, operation, fd, bytes, position } of plain) {
				if (this.pending === this.#context.size) break;
				const memory = bytes === undefined ? undefined : new RequestMemory(bytes, operation === aioOp.PREAD);
				const { address = 0, length = 0 } = memory ?? {};
				const slot = this.#context.prepare({ operation, fd, address, length, position });
				this.#lastId += 1;
				this.#submitted[slot] = { id: this.#lastId, request, memory };
				slots.push(slot);
			}
		} catch (error) {
			for (const slot of slots) this.#drop(slot);
			throw error;
		}
		return slots;
	}

	/** Gives back what was not handed in. */
	#drop(slot: number): void {
		this.#submitted[slot]?.memory?.finish(0);
		this.#submitted[slot] = undefined;
		this.#context.release(slot);
	}

	#collect(min: number, max: number, timeout: number | undefined): AioEvent[] {
		const events: AioEvent[] = [];
		this.#context.collect(min, max, timeout, (slot, result) => {
			const { id, request, memory } = this.#submitted[slot] as Submitted;
			this.#submitted[slot] = undefined;
			const isIntact = memory === undefined || memory.finish(result);
			events.push({ id, request, result: isIntact ? result : -EFAULT });
		});
		if (this.pending === 0) heldRequests.delete(this);
		return events;
	}

	#checkOpen(action: string): void {
		if (this.#closed) throw new RuntimeError(`Cannot ${action}: the LinuxAio is closed`);
	}
}
