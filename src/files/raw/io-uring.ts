/** IoUring: a ring of io_uring, as it is. */
import { ValueError } from "../../errors.js";
import {
	fsyncDataOnly,
	platform,
	probeRing,
	setUpRing,
	uringOp,
	uringParams,
	uringSetup,
} from "../../ffi/index.js";
import { checkOptions } from "../../internal/index.js";
import { Ring } from "../../reactor/index.js";
import { type FileObject, fileDescriptor } from "../../selectors/index.js";
import { checkBytes, checkInteger, checkRoom } from "../../sockets/internals.js";
import { checkFlag } from "./check-flag.js";
import { checkPosition } from "./check-position.js";
import { checkWait } from "./check-wait.js";
import { UringQueue } from "./uring-queue.js";
import type { UringCompletion, UringLinkOptions, UringOptions } from "./uring-types.js";

/** The kernel's own limit. */
const mostEntries = 32_768;
const { MSG_NOSIGNAL } = platform.sockets.constants;
/** With it the kernel would read the memory after it has said that it is done. */
const MSG_ZEROCOPY = 0x4000000;
const SOCK_CLOEXEC = 0x80000;
/** Completions come without being asked for, so that the ring's own descriptor tells of them. */
const wishes = [uringSetup.SUBMIT_ALL | uringSetup.COOP_TASKRUN | uringSetup.TASKRUN_FLAG, 0];

/**
 * A ring of io_uring: requests are queued, one system call hands all of them in, and what they came to is read from memory.
 * Nothing here needs a loop; `submitAndWait` blocks the thread. With a loop, watch {@link IoUring.fileno} by `addReader`.
 *
 * Each method that queues returns the request's number, which its completion has, too. A full queue is handed in first.
 *
 * Memory: a buffer over a SharedArrayBuffer is read and written in place (in the main thread). Of any other the kernel gets a
 * copy, taken when the request is queued; what was read is put into the buffer by `submitAndWait` and `completions`. So it may
 * be transferred, or be forgotten: the completion then says EFAULT.
 *
 * @example
 * ```ts
 * import { openSync, rmSync } from "node:fs";
 * import { IoUring } from "evloop/files";
 *
 * using ring = new IoUring(8);
 * const file = openSync("ring-example.txt", "w+");
 * ring.write(file, "Hello", 0, { link: true });
 * ring.fsync(file);
 * ring.submitAndWait(2);
 * console.log(ring.completions().map(({ result }) => result)); // [ 5, 0 ]
 * rmSync("ring-example.txt");
 * ```
 * @see https://man7.org/linux/man-pages/man7/io_uring.7.html
 */
export class IoUring {
	/** What the kernel says it can: the bits IORING_FEAT_… of io_uring_setup(2). */
	readonly features: number;
	readonly #ring: Ring;
	readonly #queued: UringQueue;

	/**
	 * Makes a ring.
	 *
	 * @param entries how many requests are handed in by one call at most; the kernel rounds up to a power of two.
	 * @param options for how many completions there is room.
	 * @throws TypeError or RangeError if an argument is no whole number, less than 1 or too large, or the options are no object.
	 * @throws NotImplementedError where the system has no io_uring, or one that is too old (before Linux 5.11).
	 * @throws OSError where the kernel refuses: EPERM where it was forbidden, ENOSYS, ENOMEM, EMFILE.
	 * @see https://man7.org/linux/man-pages/man2/io_uring_setup.2.html
	 */
	constructor(entries = 256, options: UringOptions = {}) {
		checkInteger(entries, "Cannot make a ring: entries", 1, mostEntries);
		checkOptions(options, "make a ring");
		const { completions: room = 4 * entries } = options;
		checkInteger(room, "Cannot make a ring: completions", entries, 8 * mostEntries);
		const setup = setUpRing(entries, room, wishes);
		this.features = setup.params[uringParams.features] ?? 0;
		this.#ring = new Ring(entries, setup);
		this.#queued = new UringQueue(this.#ring);
	}

	/** How many requests have not ended, as far as is known here. Throws nothing. */
	get pending(): number {
		return this.#queued.pending;
	}

	/**
	 * The ring's descriptor, readable when there are completions to fetch: for a selector, or `loop.addReader`.
	 *
	 * @returns the descriptor; -1 once closed. Throws nothing.
	 */
	fileno(): number {
		return this.#ring.isClosed ? -1 : this.#ring.fd;
	}

	/**
	 * Asks which operations the kernel knows.
	 *
	 * @returns their numbers, IORING_OP_… of io_uring_enter(2).
	 * @throws OSError if the kernel refuses.
	 * @throws RuntimeError if the ring is closed.
	 * @see https://man7.org/linux/man-pages/man3/io_uring_get_probe.3.html
	 */
	probe(): ReadonlySet<number> {
		this.#queued.checkOpen("probe");
		return probeRing(this.#ring.fd);
	}

	/**
	 * Queues a request that does nothing.
	 *
	 * @param options whether the next one waits for it.
	 * @returns its number.
	 * @throws TypeError if an option is wrong.
	 * @throws RuntimeError if the ring is closed.
	 */
	nop(options?: UringLinkOptions): number {
		return this.#queued.add("nop", uringOp.NOP, -1, undefined, {}, options);
	}

	/**
	 * Queues a read.
	 *
	 * @param file where from.
	 * @param buffer where to.
	 * @param position how far into the file, in bytes; -1 for the file's own place.
	 * @param options whether the next one waits for it; a short read breaks the chain.
	 * @returns its number; the result is how many bytes were read.
	 * @throws TypeError, RangeError, ValueError if an argument is wrong.
	 * @throws RuntimeError if the ring is closed.
	 */
	read(file: FileObject, buffer: Uint8Array, position = -1, options?: UringLinkOptions): number {
		const fd = fileDescriptor(file);
		const offset = checkPosition(position, "read", -1);
		const bytes = checkRoom(buffer, "Cannot read: buffer");
		return this.#queued.add("read", uringOp.READ, fd, bytes, { offset }, options, true);
	}

	/**
	 * Queues a write.
	 *
	 * @param file where to.
	 * @param data what; a string as UTF-8.
	 * @param position how far into the file, in bytes; -1 for the file's own place.
	 * @param options whether the next one waits for it; a short write breaks the chain.
	 * @returns its number; the result is how many bytes were written.
	 * @throws TypeError, RangeError, ValueError if an argument is wrong.
	 * @throws RuntimeError if the ring is closed.
	 */
	write(file: FileObject, data: Uint8Array | string, position = -1, options?: UringLinkOptions): number {
		const fd = fileDescriptor(file);
		const offset = checkPosition(position, "write", -1);
		const bytes = checkBytes(data, "Cannot write: data");
		return this.#queued.add("write", uringOp.WRITE, fd, bytes, { offset }, options);
	}

	/**
	 * Queues an fsync: has the device have what was written. Only what has ended before is sure to be; see `link`.
	 *
	 * @param file the file.
	 * @param options whether data are enough (fdatasync), and whether the next one waits for it.
	 * @returns its number.
	 * @throws TypeError, ValueError if an argument is wrong.
	 * @throws RuntimeError if the ring is closed.
	 */
	fsync(file: FileObject, options?: UringLinkOptions & { readonly dataOnly?: boolean | undefined }): number {
		const fd = fileDescriptor(file);
		const flags = checkFlag(options?.dataOnly, "fsync", "dataOnly") ? fsyncDataOnly : 0;
		return this.#queued.add("fsync", uringOp.FSYNC, fd, undefined, { flags }, options);
	}

	/**
	 * Queues a timeout.
	 *
	 * @param ms how long, in milliseconds.
	 * @param options whether the next one waits for it.
	 * @returns its number; the result is -ETIME when the time is up, which breaks a chain.
	 * @throws TypeError, RangeError if an argument is wrong.
	 * @throws RuntimeError if the ring is closed.
	 */
	timeout(ms: number, options?: UringLinkOptions): number {
		return this.#queued.addTimeout("timeout", uringOp.TIMEOUT, ms, options);
	}

	/**
	 * Queues a time limit for the request before it, which was queued with `link`.
	 *
	 * @param ms how long, in milliseconds; the other request is cancelled then.
	 * @param options whether the next one waits for it.
	 * @returns its number; the result is -ETIME when the time was up, -ECANCELED when the other one has ended before.
	 * @throws TypeError, RangeError if an argument is wrong.
	 * @throws RuntimeError if the ring is closed.
	 */
	linkTimeout(ms: number, options?: UringLinkOptions): number {
		return this.#queued.addTimeout("linkTimeout", uringOp.LINK_TIMEOUT, ms, options);
	}

	/**
	 * Queues a wait until a descriptor is ready, once.
	 *
	 * @param file the descriptor.
	 * @param events for what, the bits of poll(2): POLLIN 1, POLLOUT 4.
	 * @param options whether the next one waits for it.
	 * @returns its number; the result is what it is ready for.
	 * @throws TypeError, RangeError, ValueError if an argument is wrong.
	 * @throws RuntimeError if the ring is closed.
	 */
	pollAdd(file: FileObject, events: number, options?: UringLinkOptions): number {
		const fd = fileDescriptor(file);
		const flags = checkInteger(events, "Cannot pollAdd: events", 1, 0x7fff);
		return this.#queued.add("pollAdd", uringOp.POLL_ADD, fd, undefined, { flags }, options);
	}

	/**
	 * Queues an accept of one connection.
	 *
	 * @param file the listening socket.
	 * @param options whether the next one waits for it.
	 * @returns its number; the result is a descriptor, closed on exec, which is the caller's to close.
	 * @throws TypeError, ValueError if an argument is wrong.
	 * @throws RuntimeError if the ring is closed.
	 */
	accept(file: FileObject, options?: UringLinkOptions): number {
		const fd = fileDescriptor(file);
		return this.#queued.add("accept", uringOp.ACCEPT, fd, undefined, { flags: SOCK_CLOEXEC }, options);
	}

	/**
	 * Queues a receive from a socket.
	 *
	 * @param file the socket.
	 * @param buffer where to.
	 * @param flags as for recv(2).
	 * @param options whether the next one waits for it.
	 * @returns its number; the result is how many bytes were received, 0 at the end of a stream.
	 * @throws TypeError, RangeError, ValueError if an argument is wrong.
	 * @throws RuntimeError if the ring is closed.
	 */
	recv(file: FileObject, buffer: Uint8Array, flags = 0, options?: UringLinkOptions): number {
		const fd = fileDescriptor(file);
		checkInteger(flags, "Cannot recv: flags", 0);
		const bytes = checkRoom(buffer, "Cannot recv: buffer");
		return this.#queued.add("recv", uringOp.RECV, fd, bytes, { flags }, options, true);
	}

	/**
	 * Queues a send to a connected socket. A broken connection is an EPIPE, never a signal.
	 *
	 * @param file the socket.
	 * @param data what; a string as UTF-8.
	 * @param flags as for send(2); not MSG_ZEROCOPY.
	 * @param options whether the next one waits for it.
	 * @returns its number; the result is how many bytes were sent.
	 * @throws TypeError, RangeError, ValueError if an argument is wrong.
	 * @throws RuntimeError if the ring is closed.
	 */
	send(file: FileObject, data: Uint8Array | string, flags = 0, options?: UringLinkOptions): number {
		const fd = fileDescriptor(file);
		checkInteger(flags, "Cannot send: flags", 0);
		if ((flags & MSG_ZEROCOPY) !== 0) throw new ValueError("Cannot send: flags must not have MSG_ZEROCOPY");
		const bytes = checkBytes(data, "Cannot send: data");
		return this.#queued.add("send", uringOp.SEND, fd, bytes, { flags: flags | MSG_NOSIGNAL }, options);
	}

	/**
	 * Queues a request to cancel another one, which then ends with -ECANCELED, or as it would have ended. It ends in any case.
	 *
	 * @param id the other one's number.
	 * @returns the number of this one; the result is 0, -ENOENT where the other one had ended, -EALREADY where it goes on.
	 * @throws ValueError if no such request is under way.
	 * @throws RuntimeError if the ring is closed.
	 */
	cancel(id: number): number {
		return this.#queued.cancel(id);
	}

	/**
	 * Makes buffers that the kernel knows beforehand, for {@link IoUring.readFixed} and {@link IoUring.writeFixed}. Once.
	 *
	 * @param count how many, up to 16,384.
	 * @param size how long each is, in bytes, up to 2^30.
	 * @returns them. The first begins with a page, and where the size is a multiple of 4096 all do.
	 * @throws TypeError, RangeError if an argument is wrong.
	 * @throws ValueError if the ring has some already.
	 * @throws OSError if the kernel refuses: ENOMEM where more would be locked than RLIMIT_MEMLOCK allows.
	 * @throws RuntimeError if the ring is closed.
	 * @see https://man7.org/linux/man-pages/man2/io_uring_register.2.html
	 */
	registerBuffers(count: number, size: number): readonly Buffer[] {
		return this.#queued.register(count, size);
	}

	/**
	 * Queues a read into a registered buffer.
	 *
	 * @param file where from.
	 * @param index which buffer.
	 * @param length how many bytes at most.
	 * @param position how far into the file, in bytes; -1 for the file's own place.
	 * @param options whether the next one waits for it.
	 * @returns its number; the result is how many bytes were read.
	 * @throws TypeError, RangeError, ValueError if an argument is wrong.
	 * @throws RuntimeError if the ring is closed.
	 */
	readFixed(
		file: FileObject,
		index: number,
		length: number,
		position = -1,
		options?: UringLinkOptions,
	): number {
		const place = { file, index, length, position };
		return this.#queued.addFixed("readFixed", uringOp.READ_FIXED, place, options);
	}

	/**
	 * Queues a write from a registered buffer, which is not to be changed until it has ended.
	 *
	 * @param file where to.
	 * @param index which buffer.
	 * @param length how many bytes.
	 * @param position how far into the file, in bytes; -1 for the file's own place.
	 * @param options whether the next one waits for it.
	 * @returns its number; the result is how many bytes were written.
	 * @throws TypeError, RangeError, ValueError if an argument is wrong.
	 * @throws RuntimeError if the ring is closed.
	 */
	writeFixed(
		file: FileObject,
		index: number,
		length: number,
		position = -1,
		options?: UringLinkOptions,
	): number {
		const place = { file, index, length, position };
		return this.#queued.addFixed("writeFixed", uringOp.WRITE_FIXED, place, options);
	}

	/**
	 * Hands in what is queued; does not wait.
	 *
	 * @returns how many requests the kernel took.
	 * @throws OSError if the kernel refuses.
	 * @throws RuntimeError if the ring is closed.
	 * @see https://man7.org/linux/man-pages/man2/io_uring_enter.2.html
	 */
	submit(): number {
		this.#queued.checkOpen("submit");
		const before = this.#ring.queued;
		this.#ring.enter(0);
		return before - this.#ring.queued;
	}

	/**
	 * Hands in what is queued, and waits until there are so many completions to fetch. Blocks the thread; a signal does not end
	 * the wait.
	 *
	 * @param count how many.
	 * @param timeout how long to wait at most, in milliseconds; for ever if absent.
	 * @returns how many completions there are to fetch.
	 * @throws TypeError, RangeError if an argument is wrong.
	 * @throws ValueError if it would wait for ever for more requests than there are.
	 * @throws OSError if the kernel refuses.
	 * @throws RuntimeError if the ring is closed.
	 */
	submitAndWait(count = 1, timeout?: number): number {
		checkInteger(count, "Cannot submitAndWait: count", 0);
		return this.#queued.wait(count, checkWait(timeout, "submitAndWait"));
	}

	/**
	 * Fetches what has ended; no system call unless the kernel has set something aside.
	 *
	 * @returns the completions, in the order in which they came.
	 * @throws OSError if the kernel refuses.
	 * @throws RuntimeError if the ring is closed.
	 */
	completions(): UringCompletion[] {
		this.#queued.checkOpen("fetch completions");
		if (this.#ring.isOwed()) this.#ring.enter(0);
		this.#queued.reap();
		return this.#queued.take();
	}

	/**
	 * Cancels what is under way, waits until it has ended, and gives the ring back. What was not fetched is lost; connections
	 * among it are closed. Twice is harmless. Throws nothing.
	 */
	close(): void {
		if (this.#ring.isClosed) return;
		this.#ring.close();
		this.#queued.drop();
	}

	/** Closes it. Throws nothing. */
	[Symbol.dispose](): void {
		this.close();
	}
}
