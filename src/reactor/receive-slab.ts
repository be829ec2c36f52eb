/**
 * Memory that is received into, and handed out without a copy.
 *
 * A slab is one allocation; each receive gets the free end of it, and what arrived is handed out as a slice. A small
 * message is copied out instead, and its place used again: handed out as a slice it would keep the whole slab alive for
 * as long as somebody keeps 64 bytes of it. So a slice keeps at most {@link slabSize} / {@link copyBelow} times its size.
 */
import { koffi } from "../ffi/index.js";
import { BufferView } from "../internal/index.js";
import { MessagePool } from "./message-pool.js";

const slabSize = 128 * 1024;
/** Below this a copy costs less than it saves. */
const copyBelow = 2048;
/** A request larger than this gets memory of its own. */
const largest = 64 * 1024;

const nothing = Buffer.allocUnsafeSlow(0);

/** Where the next message goes. */
export class ReceiveSlab {
	private readonly pool: MessagePool;
	private memory: Buffer;
	/** The same memory, word by word. */
	private words: Int32Array;
	/** The address of the memory's first byte; it never moves. */
	private base: number;
	private used: number;

	constructor() {
		this.pool = new MessagePool();
		this.memory = nothing;
		this.words = new Int32Array(nothing.buffer);
		this.base = 0;
		this.used = 0;
	}

	/**
	 * Finds room for a message.
	 *
	 * @param size how many bytes it may have.
	 * @returns the address of that many free bytes, valid until the next call.
	 */
	reserve(size: number): number {
		const { length } = this.memory;
		if (length - this.used < size || length !== slabSize) this.renew(size);
		return this.base + this.used;
	}

	/**
	 * Hands out what was received at the address that {@link ReceiveSlab.reserve} gave.
	 *
	 * @param size how many bytes were received.
	 * @returns the bytes.
	 */
	take(size: number): Buffer {
		const { memory, used } = this;
		// Memory that was made for one large request goes back whole if most of it stayed empty.
		const isOwn = memory.length !== slabSize;
		if (size < copyBelow) return this.pool.copy(this.words, used >> 2, size);
		if (isOwn && size < memory.length / 2) return Buffer.from(memory.subarray(0, size));
		this.used = used + ((size + 7) & ~7);
		return new BufferView(memory.buffer, memory.byteOffset + used, size);
	}

	private renew(size: number): void {
		// Not Buffer.alloc: nobody reads a byte of it that the kernel has not written.
		this.memory = Buffer.allocUnsafeSlow(size > largest ? Math.ceil(size / 4) * 4 : slabSize);
		this.words = new Int32Array(this.memory.buffer);
		this.base = Number(koffi().address(this.memory));
		this.used = 0;
	}
}
