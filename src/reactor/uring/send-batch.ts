/**
 * Small messages on their way: copied together, handed in with one call.
 *
 * Each is a request that neither waits (MSG_DONTWAIT) nor is answered where all went well (MSG_WAITALL makes a short send a
 * failure, which is answered with how much was sent): so when the kernel has taken the requests, all of them have ended, and
 * the memory is free.
 */
import { constants } from "node:os";
import { NativeBuffer, platform, sqeFlag } from "../../ffi/index.js";
import type { Outflow, Sender } from "../outflow.js";
import { flushAtExit, forgetAtExit } from "./flush-at-exit.js";
import type { RequestDetails } from "./request-details.js";
import type { Ring } from "./ring.js";
import type { SilentRequests } from "./silent-requests.js";

const { EAGAIN, EINTR } = constants.errno;
const { MSG_DONTWAIT, MSG_WAITALL } = platform.sockets.constants;

/** How much is collected at most, in bytes. */
const capacity = 65_536;
/** A longer message is sent by a call of its own, which costs less than to copy it. */
const longest = 4096;
/** How many messages are collected at most. */
const mostMessages = 256;
/** Whether all of a message was sent: nobody has said anything else. */
const allSent = -1;

const sending: RequestDetails = {
	flags: MSG_DONTWAIT | MSG_WAITALL | platform.sockets.noSignalFlag,
	requestFlags: sqeFlag.CQE_SKIP_SUCCESS,
};

/** What the messages are handed in through. */
export interface BatchDriver {
	readonly ring: Ring;
	/** Something is queued, and is to be handed in soon. */
	queued(): void;
	/** Hands in what is queued, and calls {@link SendBatch.conclude}. */
	enter(): void;
}

/** Messages that are collected, of one ring. */
export class SendBatch implements Outflow, SilentRequests {
	isBusy = false;
	readonly #driver: BatchDriver;
	readonly #memory = new NativeBuffer(capacity);
	readonly #bytes = new Uint8Array(this.#memory.bytes);
	readonly #senders: (Sender | undefined)[] = [];
	/** Where each message ends; it begins where the one before ends, at the next multiple of eight. */
	readonly #ends = new Int32Array(mostMessages);
	/** What the kernel said of each. */
	readonly #results = new Int32Array(mostMessages).fill(allSent);
	#count = 0;
	/** The number of the last request in the ring's queue. */
	#last = 0;

	/** @param driver hands the requests in. */
	constructor(driver: BatchDriver) {
		this.#driver = driver;
		flushAtExit(this);
	}

	/** How many messages were collected. */
	get size(): number {
		return this.#count;
	}

	offer(sender: Sender, fd: number, bytes: Uint8Array, length: number): boolean {
		if (length > longest) return false;
		if (this.#count === mostMessages || this.#begin(this.#count) + length > capacity) this.flush();
		const index = this.#count;
		const start = this.#begin(index);
		this.#bytes.set(bytes, start);
		this.#senders[index] = sender;
		this.#ends[index] = start + length;
		this.#count = index + 1;
		this.#last = this.#driver.ring.sendSilently(fd, this.#memory.address + start, length, index, sending);
		if (index === 0) this.#driver.queued();
		return true;
	}

	extend(sender: Sender, bytes: Uint8Array, length: number): boolean {
		const index = this.#count - 1;
		if (this.#senders[index] !== sender || length > longest) return false;
		const end = this.#ends[index] as number;
		if (end + length > capacity || !this.#driver.ring.lengthen(this.#last, length)) return false;
		this.#bytes.set(bytes, end);
		this.#ends[index] = end + length;
		return true;
	}

	flush(): void {
		const { ring } = this.#driver;
		while (this.#count > 0) {
			this.#driver.enter();
			if (this.#count === 0) return;
			// A kernel that took none of them wants room for answers first.
			ring.reap(Number.POSITIVE_INFINITY);
			ring.enter(0);
		}
	}

	/** Sends what was collected, and collects no more. */
	close(): void {
		this.flush();
		forgetAtExit(this);
	}

	failed(index: number, result: number): void {
		this.#results[index] = result;
	}

	/** Tells the senders, if the kernel has taken all requests. */
	conclude(): void {
		const { ring } = this.#driver;
		if (this.#count === 0 || ring.queued > 0) return;
		ring.findFailures();
		const senders = this.#senders;
		const count = this.#count;
		this.#count = 0;
		for (let index = 0; index < count; index += 1) {
			const sender = senders[index] as Sender;
			senders[index] = undefined;
			if (this.#results[index] === allSent) sender.sentAllCollected();
			else this.#tellFailure(sender, index);
		}
	}

	#tellFailure(sender: Sender, index: number): void {
		const result = this.#results[index] as number;
		this.#results[index] = allSent;
		const isFull = result >= 0 || result === -EAGAIN || result === -EINTR;
		const rest = this.#bytes.subarray(this.#begin(index) + Math.max(0, result), this.#ends[index]);
		sender.sentNotAll(isFull ? 0 : -result, rest);
	}

	/** Where a message begins. */
	#begin(index: number): number {
		return index === 0 ? 0 : ((this.#ends[index - 1] as number) + 7) & ~7;
	}
}
