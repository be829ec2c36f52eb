/** IoUring: a ring of io_uring, as it is. */
import { RuntimeError, ValueError } from "../../errors.js";
import {
	close,
	fsyncDataOnly,
	largestTransfer,
	NativeBuffer,
	platform,
	probeRing,
	setUpRing,
	sqeFlag,
	uringOp,
	uringParams,
	uringSetup,
} from "../../ffi/index.js";
import { type RequestDetails, Ring } from "../../reactor/index.js";
import { type FileObject, fileDescriptor } from "../../selectors/index.js";
import { checkBytes, checkInteger, checkRoom, showValue } from "../../sockets/internals.js";
import { checkPosition } from "./check-position.js";
import { checkWait } from "./check-wait.js";
import { FixedBuffers } from "./fixed-buffers.js";
import { heldRequests } from "./held-requests.js";
import { RequestMemory } from "./request-memory.js";
import { UringRequest } from "./uring-request.js";
import type { UringCompletion, UringLinkOptions, UringOptions } from "./uring-types.js";

/** The kernel's own limits. */
const mostEntries = 32_768;
const mostBuffers = 16_384;
const largestBuffer = 2 ** 30;
/** A timespec of 64-bit words; longer waits are as good as for ever. */
const longestTimeout = Number.MAX_SAFE_INTEGER / 1e6;
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
 * Each method that queues returns the request's number, which its completion has, too. Where the queue is full it is handed in
 * first; a chain of linked requests should therefore not be longer than what is free.
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
	readonly #requests = new Map<number, UringRequest>();
	#ended: { readonly request: UringRequest; readonly completion: UringCompletion }[] = [];
	#fixed: FixedBuffers | undefined;
	#lastId = 0;

	/**
	 * Makes a ring.
	 *
	 * @param entries how many requests are handed in by one call at most; the kernel rounds up to a power of two.
	 * @param options for how many completions there is room.
	 * @throws TypeError if an argument is no whole number.
	 * @throws RangeError if one is less than 1 or too large.
	 * @throws NotImplementedError where the system has no io_uring, or one that is too old (before Linux 5.11).
	 * @throws OSError where the kernel refuses: EPERM where it was forbidden, ENOSYS, ENOMEM, EMFILE.
	 * @see https://man7.org/linux/man-pages/man2/io_uring_setup.2.html
	 */
	constructor(entries = 256, options: UringOptions = {}) {
		checkInteger(entries, "Cannot make a ring: entries", 1, mostEntries);
		const room = options.completions ?? 4 * entries;
		checkInteger(room, "Cannot make a ring: completions", entries, 8 * mostEntries);
		const setup = setUpRing(entries, room, wishes);
		this.features = setup.params[uringParams.features] ?? 0;
		this.#ring = new Ring(entries, setup);
	}

	/** How many requests have not ended, as far as is known here. Throws nothing. */
	get pending(): number {
		return this.#requests.size;
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
		this.#checkOpen("probe");
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
		return this.#queue("nop", uringOp.NOP, -1, undefined, {}, options);
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
		return this.#queue("read", uringOp.READ, fd, bytes, { offset }, options, true);
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
		return this.#queue("write", uringOp.WRITE, fd, bytes, { offset }, options);
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
		return this.#queue("fsync", uringOp.FSYNC, fd, undefined, { flags }, options);
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
		return this.#queueTimeout("timeout", uringOp.TIMEOUT, ms, options);
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
		return this.#queueTimeout("linkTimeout", uringOp.LINK_TIMEOUT, ms, options);
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
		return this.#queue("pollAdd", uringOp.POLL_ADD, fd, undefined, { flags }, options);
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
		return this.#queue("accept", uringOp.ACCEPT, fd, undefined, { flags: SOCK_CLOEXEC }, options);
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
		return this.#queue("recv", uringOp.RECV, fd, bytes, { flags }, options, true);
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
		return this.#queue("send", uringOp.SEND, fd, bytes, { flags: flags | MSG_NOSIGNAL }, options);
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
		this.#checkOpen("cancel");
		const other = this.#requests.get(id);
		if (other === undefined || other.place < 0) {
			throw new ValueError(`Cannot cancel: no request ${showValue(id)} is under way`);
		}
		const request = this.#newRequest(undefined);
		this.#ring.cancel(other.place, request);
		return request.id;
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
		checkInteger(count, "Cannot registerBuffers: count", 1, mostBuffers);
		checkInteger(size, "Cannot registerBuffers: size", 1, largestBuffer);
		if (count * size > largestBuffer) {
			throw new RangeError(`Cannot registerBuffers: all together must be at most ${largestBuffer} bytes`);
		}
		this.#checkOpen("registerBuffers");
		if (this.#fixed !== undefined) throw new ValueError("Cannot registerBuffers: the ring has some already");
		this.#fixed = new FixedBuffers(this.#ring.fd, count, size);
		return this.#fixed.buffers;
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
		return this.#queueFixed("readFixed", uringOp.READ_FIXED, file, index, length, position, options);
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
		return this.#queueFixed("writeFixed", uringOp.WRITE_FIXED, file, index, length, position, options);
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
		this.#checkOpen("submit");
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
		const patience = checkWait(timeout, "submitAndWait");
		this.#checkOpen("submitAndWait");
		const all = this.pending + this.#ended.length;
		if (patience === undefined && count > all) {
			throw new ValueError(`Cannot submitAndWait: count is ${count}, and there are only ${all} requests`);
		}
		const until = patience === undefined ? undefined : performance.now() + patience;
		this.#ring.enter(0);
		this.#reap();
		while (this.#ended.length < count) {
			const left = until === undefined ? undefined : until - performance.now();
			if (left !== undefined && left <= 0) break;
			this.#ring.enter(count - this.#ended.length, left);
			this.#reap();
		}
		return this.#ended.length;
	}

	/**
	 * Fetches what has ended; no system call unless the kernel has set something aside.
	 *
	 * @returns the completions, in the order in which they came.
	 * @throws OSError if the kernel refuses.
	 * @throws RuntimeError if the ring is closed.
	 */
	completions(): UringCompletion[] {
		this.#checkOpen("fetch completions");
		if (this.#ring.isOwed()) this.#ring.enter(0);
		this.#reap();
		const ended = this.#ended;
		this.#ended = [];
		return ended.map(({ completion }) => completion);
	}

	/**
	 * Cancels what is under way, waits until it has ended, and gives the ring back. What was not fetched is lost; connections
	 * among it are closed. Twice is harmless. Throws nothing.
	 */
	close(): void {
		if (this.#ring.isClosed) return;
		this.#ring.close();
		for (const { request, completion } of this.#ended) {
			if (request.opens && completion.result >= 0) close(completion.result);
		}
		this.#ended = [];
		this.#fixed = undefined;
	}

	/** Closes it. Throws nothing. */
	[Symbol.dispose](): void {
		this.close();
	}

	#queueFixed(
		action: string,
		operation: number,
		file: FileObject,
		index: number,
		length: number,
		position: number,
		options: UringLinkOptions | undefined,
	): number {
		const fd = fileDescriptor(file);
		const offset = checkPosition(position, action, -1);
		const fixed = this.#fixed;
		if (fixed === undefined) throw new ValueError(`Cannot ${action}: the ring has no buffers, or is closed`);
		checkInteger(index, `Cannot ${action}: index`, 0, fixed.buffers.length - 1);
		checkInteger(length, `Cannot ${action}: length`, 0, fixed.size);
		const details = { offset, bufferGroup: index };
		const link = checkLink(options, action);
		this.#checkOpen(action);
		const request = this.#newRequest(undefined, fixed);
		return this.#hand(request, operation, fd, fixed.addressOf(index), length, details, link);
	}

	#queueTimeout(
		action: string,
		operation: number,
		ms: number,
		options: UringLinkOptions | undefined,
	): number {
		const time = Math.min(checkWait(ms, action) ?? longestTimeout, longestTimeout);
		if (ms === undefined) throw new TypeError(`Cannot ${action}: ms must be a number, got undefined`);
		const link = checkLink(options, action);
		this.#checkOpen(action);
		const timespec = new NativeBuffer(16);
		const nanoseconds = BigInt(Math.ceil(time * 1e6));
		new BigInt64Array(timespec.bytes).set([nanoseconds / 1_000_000_000n, nanoseconds % 1_000_000_000n]);
		return this.#hand(this.#newRequest(undefined, timespec), operation, -1, timespec.address, 1, {}, link);
	}

	#queue(
		action: string,
		operation: number,
		fd: number,
		bytes: Uint8Array | undefined,
		details: RequestDetails,
		options: UringLinkOptions | undefined,
		isWritten = false,
	): number {
		const link = checkLink(options, action);
		this.#checkOpen(action);
		const memory = bytes === undefined ? undefined : new RequestMemory(bytes, isWritten);
		const request = this.#newRequest(memory, undefined, operation === uringOp.ACCEPT);
		const { address = 0, length = 0 } = memory ?? {};
		const size = Math.min(length, largestTransfer);
		return this.#hand(request, operation, fd, address, size, details, link);
	}

	#newRequest(memory: RequestMemory | undefined, held?: unknown, opens = false): UringRequest {
		this.#lastId += 1;
		const request = new UringRequest(this.#ends, this.#lastId, memory, held, opens);
		this.#requests.set(request.id, request);
		heldRequests.add(this);
		return request;
	}

	#hand(
		request: UringRequest,
		operation: number,
		fd: number,
		address: number,
		length: number,
		details: RequestDetails,
		requestFlags: number,
	): number {
		request.place = this.#ring.request(operation, fd, address, length, request, { ...details, requestFlags });
		return request.id;
	}

	readonly #ends = {
		ended: (request: UringRequest, completion: UringCompletion): void => {
			this.#requests.delete(request.id);
			this.#ended.push({ request, completion });
			if (this.#requests.size === 0) heldRequests.delete(this);
		},
	};

	#reap(): void {
		this.#ring.reap(Number.POSITIVE_INFINITY);
	}

	#checkOpen(action: string): void {
		if (this.#ring.isClosed) throw new RuntimeError(`Cannot ${action}: the ring is closed`);
	}
}

function checkLink(options: UringLinkOptions | undefined, action: string): number {
	return checkFlag(options?.link, action, "link") ? sqeFlag.IO_LINK : 0;
}

function checkFlag(value: unknown, action: string, name: string): boolean {
	if (value === undefined || typeof value === "boolean") return value === true;
	throw new TypeError(`Cannot ${action}: ${name} must be a boolean, got ${showValue(value)}`);
}
