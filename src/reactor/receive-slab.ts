/**
 * Memory that is received into, and handed out without a copy.
 *
 * A slab is one allocation; each receive gets the free end of it, and what arrived is handed out as a slice. A small
 * message is copied out instead, and its place used again: handed out as a slice it would keep the whole slab alive for
 * as long as somebody keeps 64 bytes of it. So a slice keeps at most {@link slabSize} / {@link copyBelow} times its size.
 *
 * A large request gets memory of its own, which goes to the caller if it was filled by half, and is used again if not.
 *
 * A slab belongs to many messages: nobody can transfer it to another thread with one of them.
 */
import { markAsUntransferable } from "node:worker_threads";
import { koffi } from "../ffi/index.js";
import { BufferView, freshMemory } from "../internal/index.js";
import { MessagePool } from "./message-pool.js";

const slabSize = 128 * 1024;
/** Below this a copy costs less than it saves. */
const copyBelow = 2048;
/** A request larger than this gets memory of its own. */
const largest = 64 * 1024;
/** Memory of its own that is larger than this is not kept for the next one. */
const largestKept = 4 * 1024 * 1024;

const nothing = Buffer.allocUnsafeSlow(0);

/** Where the next message goes. */
export class ReceiveSlab {
	/** Where small messages are copied to. */
	readonly pool: MessagePool;
	private memory: Buffer;
	/** The same memory, word by word. */
	private words: Int32Array;
	/** The address of the memory's first byte; it never moves. */
	private base: number;
	private used: number;
	/** The memory of a large request, and its address. */
	private own: Buffer;
	private ownBase: number;
	/** Whether the last request was a large one. */
	private isLarge: boolean;

	constructor() {
		this.pool = new MessagePool();
		this.memory = nothing;
		this.words = new Int32Array(nothing.buffer);
		this.base = 0;
		this.used = 0;
		this.own = nothing;
		this.ownBase = 0;
		this.isLarge = false;
	}

	/**
	 * Finds room for a message.
	 *
	 * @param size how many bytes it may have.
	 * @returns the address of that many free bytes, valid until the next call.
	 */
	reserve(size: number): number {
		this.isLarge = size > largest;
		if (this.isLarge) return this.reserveOwn(size);
		if (this.memory.length - this.used < size) this.renew();
		return this.base + this.used;
	}

	/**
	 * Hands out what was received at the address that {@link ReceiveSlab.reserve} gave.
	 *
	 * @param size how many bytes were received.
	 * @returns the bytes.
	 */
	take(size: number): Buffer {
		if (this.isLarge) return this.takeOwn(size);
		const { memory, used } = this;
		if (size < copyBelow) return this.pool.copy(this.words, used >> 2, size);
		this.used = used + ((size + 7) & ~7);
		return new BufferView(memory.buffer, memory.byteOffset + used, size);
	}

	private renew(): void {
		this.memory = freshMemory(slabSize);
		markAsUntransferable(this.memory.buffer);
		this.words = new Int32Array(this.memory.buffer);
		this.base = Number(koffi().address(this.memory));
		this.used = 0;
	}

	private reserveOwn(size: number): number {
		// The pool copies whole words.
		const length = Math.ceil(size / 4) * 4;
		if (this.own.length !== length) {
			this.own = freshMemory(length);
			this.ownBase = Number(koffi().address(this.own));
		}
		return this.ownBase;
	}

	private takeOwn(size: number): Buffer {
		const { own } = this;
		const isHalfEmpty = size * 2 < own.length;
		if (!isHalfEmpty || own.length > largestKept) this.own = nothing;
		if (!isHalfEmpty) return own.subarray(0, size);
		if (size < copyBelow) return this.pool.copy(new Int32Array(own.buffer), 0, size);
		return Buffer.from(own.subarray(0, size));
	}
}
