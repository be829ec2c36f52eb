/** The requests of an IoUring: how they are queued, who holds their memory, and what they came to. */
import { RuntimeError, ValueError } from "../../errors.js";
import { close, largestTransfer, NativeBuffer, sqeFlag, uringOp } from "../../ffi/index.js";
import type { RequestDetails, Ring } from "../../reactor/index.js";
import { type FileObject, fileDescriptor } from "../../selectors/index.js";
import { checkInteger, showValue } from "../../sockets/internals.js";
import { checkFlag } from "./check-flag.js";
import { checkPosition } from "./check-position.js";
import { checkWait } from "./check-wait.js";
import { FixedBuffers } from "./fixed-buffers.js";
import { heldRequests } from "./held-requests.js";
import { RequestMemory } from "./request-memory.js";
import { UringRequest } from "./uring-request.js";
import type { UringCompletion, UringLinkOptions } from "./uring-types.js";

/** The kernel's own limits. */
const mostBuffers = 16_384;
const largestBuffer = 2 ** 30;
/** A timespec of 64-bit words; longer waits are as good as for ever. */
const longestTimeout = Number.MAX_SAFE_INTEGER / 1e6;

/** Where a registered buffer's bytes come from or go to. */
interface FixedPlace {
	readonly file: FileObject;
	readonly index: number;
	readonly length: number;
	readonly position: number;
}

/** What is queued, under way, or has ended and was not fetched. */
export class UringQueue {
	readonly #ring: Ring;
	readonly #requests = new Map<number, UringRequest>();
	#ended: { readonly request: UringRequest; readonly completion: UringCompletion }[] = [];
	#fixed: FixedBuffers | undefined;
	#lastId = 0;

	/** @param ring the ring. */
	constructor(ring: Ring) {
		this.#ring = ring;
	}

	/** How many have not ended. */
	get pending(): number {
		return this.#requests.size;
	}

	/** How many have ended and were not fetched. */
	get ended(): number {
		return this.#ended.length;
	}

	/** Fetches what has ended. */
	take(): UringCompletion[] {
		const ended = this.#ended;
		this.#ended = [];
		return ended.map(({ completion }) => completion);
	}

	/** Forgets what has ended; descriptors among it are closed. */
	drop(): void {
		for (const { request, completion } of this.#ended) {
			if (request.opens && completion.result >= 0) close(completion.result);
		}
		this.#ended = [];
		this.#fixed = undefined;
	}

	/** Sees what has ended. */
	reap(): void {
		this.#ring.reap(Number.POSITIVE_INFINITY);
	}

	/** Queues a request that cancels another one. */
	cancel(id: number): number {
		this.checkOpen("cancel");
		const other = this.#requests.get(id);
		if (other === undefined || other.place < 0) {
			throw new ValueError(`Cannot cancel: no request ${showValue(id)} is under way`);
		}
		const request = this.#newRequest(undefined);
		this.#ring.cancel(other.place, request);
		return request.id;
	}

	/** Registers buffers, once. */
	register(count: number, size: number): readonly Buffer[] {
		checkInteger(count, "Cannot registerBuffers: count", 1, mostBuffers);
		checkInteger(size, "Cannot registerBuffers: size", 1, largestBuffer);
		if (count * size > largestBuffer) {
			throw new RangeError(`Cannot registerBuffers: all together must be at most ${largestBuffer} bytes`);
		}
		this.checkOpen("registerBuffers");
		if (this.#fixed !== undefined) throw new ValueError("Cannot registerBuffers: the ring has some already");
		this.#fixed = new FixedBuffers(this.#ring.fd, count, size);
		return this.#fixed.buffers;
	}

	/** Queues a request about a registered buffer. */
	addFixed(
		action: string,
		operation: number,
		{ file, index, length, position }: FixedPlace,
		options: UringLinkOptions | undefined,
	): number {
		const fd = fileDescriptor(file);
		const offset = checkPosition(position, action, -1);
		const fixed = this.#fixed;
		if (fixed === undefined) throw new ValueError(`Cannot ${action}: the ring has no buffers, or is closed`);
		checkInteger(index, `Cannot ${action}: index`, 0, fixed.buffers.length - 1);
		checkInteger(length, `Cannot ${action}: length`, 0, fixed.size);
		const link = checkLink(options, action);
		this.checkOpen(action);
		const request = this.#newRequest(undefined, fixed);
		const details = { offset, bufferGroup: index };
		return this.#hand(request, operation, fd, fixed.addressOf(index), length, details, link);
	}

	/** Hands in what is queued, and waits until there are so many to fetch. */
	wait(count: number, patience: number | undefined): number {
		this.checkOpen("submitAndWait");
		const all = this.pending + this.ended;
		if (patience === undefined && count > all) {
			throw new ValueError(`Cannot submitAndWait: count is ${count}, and there are only ${all} requests`);
		}
		const until = patience === undefined ? undefined : performance.now() + patience;
		this.#ring.enter(0);
		this.reap();
		while (this.ended < count) {
			const left = until === undefined ? undefined : until - performance.now();
			if (left !== undefined && left <= 0) break;
			this.#ring.enter(count - this.ended, left);
			this.reap();
		}
		return this.ended;
	}

	/** Queues a timeout. */
	addTimeout(action: string, operation: number, ms: number, options: UringLinkOptions | undefined): number {
		const time = Math.min(checkWait(ms, action) ?? longestTimeout, longestTimeout);
		if (ms === undefined) throw new TypeError(`Cannot ${action}: ms must be a number, got undefined`);
		const link = checkLink(options, action);
		this.checkOpen(action);
		const timespec = new NativeBuffer(16);
		const nanoseconds = BigInt(Math.ceil(time * 1e6));
		new BigInt64Array(timespec.bytes).set([nanoseconds / 1_000_000_000n, nanoseconds % 1_000_000_000n]);
		return this.#hand(this.#newRequest(undefined, timespec), operation, -1, timespec.address, 1, {}, link);
	}

	/** Queues any other request. */
	add(
		action: string,
		operation: number,
		fd: number,
		bytes: Uint8Array | undefined,
		details: RequestDetails,
		options: UringLinkOptions | undefined,
		isWritten = false,
	): number {
		const link = checkLink(options, action);
		this.checkOpen(action);
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

	/** Refuses what a closed ring cannot do. */
	checkOpen(action: string): void {
		if (this.#ring.isClosed) throw new RuntimeError(`Cannot ${action}: the ring is closed`);
	}
}

function checkLink(options: UringLinkOptions | undefined, action: string): number {
	return checkFlag(options?.link, action, "link") ? sqeFlag.IO_LINK : 0;
}
