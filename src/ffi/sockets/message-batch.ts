/** Many datagrams in one call: `struct mmsghdr` for `sendmmsg(2)` and `recvmmsg(2)` of Linux. */
import { endianness } from "node:os";
import { recvmmsgAt, sendmmsgAt } from "../libc/sockets.js";
import { NativeBuffer } from "../native-buffer.js";
import { SOCKADDR_STORAGE_SIZE } from "./sockaddr-header.js";

/** UIO_MAXIOV: more than this Linux takes no messages at once. */
const most = 1024;
/** `struct msghdr` of 56 bytes, the message's length, 4 bytes of padding; in words of 4 bytes. */
const headerWords = 16;
const nameLengthAt = 2;
const vectorAt = 4;
const vectorCountAt = 6;
const flagsAt = 12;
const lengthAt = 14;
/** `struct iovec`: an address and a length, in words. */
const placeWords = 4;
/** Memory for data that is larger than this is not kept for the next batch. */
const dataKept = 4 * 1024 * 1024;

const [low, high] = endianness() === "LE" ? [0, 1] : [1, 0];

/**
 * Headers, addresses and memory for data. The kernel reads and writes them during the call only, so one serves a whole
 * thread: what a call left in it must be read before the next call.
 */
export class MessageBatch {
	/** How many messages there may be at most. */
	static readonly most = most;
	readonly #headers = new NativeBuffer(4 * headerWords * most);
	readonly #words: Uint32Array;
	readonly #places: NativeBuffer;
	readonly #placed: Uint32Array;
	readonly #names = new NativeBuffer(SOCKADDR_STORAGE_SIZE * most);
	readonly #nameBytes: Uint8Array;
	/** Made as they are asked for: a view costs more than what is read through it. */
	readonly #nameViews: Uint8Array[] = [];
	#data = new NativeBuffer(0);
	/** How far apart messages lie that were received. */
	#stride = 0;

	constructor() {
		this.#words = new Uint32Array(this.#headers.bytes);
		this.#places = new NativeBuffer(4 * placeWords * most);
		this.#placed = new Uint32Array(this.#places.bytes);
		this.#nameBytes = Buffer.from(this.#names.bytes);
		for (let i = 0; i < most; i += 1) {
			const at = headerWords * i;
			setAddress(this.#words, at, this.#names.address + SOCKADDR_STORAGE_SIZE * i);
			setAddress(this.#words, at + vectorAt, this.#places.address + 4 * placeWords * i);
			this.#words[at + vectorCountAt + low] = 1;
		}
	}

	/** Where the messages lie that were received, each at its {@link MessageBatch.start}. */
	get data(): ArrayBuffer {
		return this.#data.bytes;
	}

	/**
	 * Receives.
	 *
	 * @param fd the socket.
	 * @param count how many messages at most, from 1 to {@link MessageBatch.most}.
	 * @param size how many bytes of each at most.
	 * @param flags for recvmmsg(2).
	 * @returns how many came; negative with `errno` set.
	 */
	receive(fd: number, count: number, size: number, flags: number): number {
		this.#stride = (size + 7) & ~7;
		this.#makeRoom(count * this.#stride);
		for (let i = 0; i < count; i += 1) {
			this.#words[headerWords * i + nameLengthAt] = SOCKADDR_STORAGE_SIZE;
			this.#words[headerWords * i + flagsAt] = 0;
			this.#place(i, i * this.#stride, size);
		}
		return recvmmsgAt(fd, this.#headers.address, count, flags, 0);
	}

	/**
	 * Where a message begins that was received.
	 *
	 * @param index which one, from 0.
	 * @returns the offset in {@link MessageBatch.data}, a multiple of 8.
	 */
	start(index: number): number {
		return index * this.#stride;
	}

	/**
	 * How many bytes a message has that was received; or was sent.
	 *
	 * @param index which one, from 0.
	 * @returns the number; with MSG_TRUNC perhaps more than there was room for.
	 */
	length(index: number): number {
		return this.#words[headerWords * index + lengthAt] as number;
	}

	/**
	 * The address that came with a message.
	 *
	 * @param index which one, from 0.
	 * @returns the batch's own memory, as long as an address may be.
	 */
	name(index: number): Uint8Array {
		const at = SOCKADDR_STORAGE_SIZE * index;
		this.#nameViews[index] ??= this.#nameBytes.subarray(at, at + SOCKADDR_STORAGE_SIZE);
		return this.#nameViews[index];
	}

	/**
	 * How many bytes that address has.
	 *
	 * @param index which one, from 0.
	 * @returns the number.
	 */
	nameLength(index: number): number {
		return this.#words[headerWords * index + nameLengthAt] as number;
	}

	/**
	 * Sends.
	 *
	 * @param fd the socket.
	 * @param messages the data, at most {@link MessageBatch.most} messages, which are copied; none of them detached.
	 * @param sizes how many bytes each really has.
	 * @param addresses where each goes; undefined for the socket's peer.
	 * @param flags for sendmmsg(2).
	 * @returns how many went; negative with `errno` set, where the first one did not.
	 */
	send(
		fd: number,
		messages: readonly Uint8Array[],
		sizes: readonly number[],
		addresses: readonly (Uint8Array | undefined)[],
		flags: number,
	): number {
		this.#makeRoom(sizes.reduce((sum, size) => sum + size, 0));
		const data = new Uint8Array(this.#data.bytes);
		let at = 0;
		for (const [index, message] of messages.entries()) {
			const size = sizes[index] ?? 0;
			data.set(message, at);
			this.#place(index, at, size);
			at += size;
			const address = addresses[index];
			if (address !== undefined) this.#nameBytes.set(address, SOCKADDR_STORAGE_SIZE * index);
			this.#words[headerWords * index + nameLengthAt] = address?.length ?? 0;
		}
		return sendmmsgAt(fd, this.#headers.address, messages.length, flags);
	}

	#place(index: number, at: number, length: number): void {
		setAddress(this.#placed, placeWords * index, this.#data.address + at);
		this.#placed[placeWords * index + 2 + low] = length;
	}

	#makeRoom(size: number): void {
		const kept = this.#data.bytes.byteLength;
		if (size > kept || (kept > dataKept && size <= dataKept)) this.#data = new NativeBuffer(size);
	}
}

function setAddress(words: Uint32Array, at: number, address: number): void {
	words[at + low] = address >>> 0;
	words[at + high] = Math.floor(address / 2 ** 32);
}
