/**
 * Memory that is received into, and handed out without a copy.
 *
 * A slab is one allocation; each receive gets the free end of it, and what arrived is handed out as a slice. A small
 * message is copied out instead, and its place used again: handed out as a slice it would keep the whole slab alive for
 * as long as somebody keeps 64 bytes of it. So a slice keeps at most {@link slabSize} / {@link copyBelow} times its size.
 */
import { koffi } from "../ffi/index.js";

const slabSize = 128 * 1024;
/** Up to here a copy costs less than it saves: about 50 ns, and Buffer's own pool serves. */
const copyBelow = 2048;
/** A request larger than this gets memory of its own. */
const largest = 64 * 1024;

const nothing = Buffer.alloc(0);

/** Where the next message goes. */
export class ReceiveSlab {
	private memory: Buffer;
	/** The address of the memory's first byte; it never moves. */
	private base: number;
	private used: number;

	constructor() {
		this.memory = nothing;
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
		if (size < copyBelow || (isOwn && size < memory.length / 2)) {
			const copy = Buffer.allocUnsafe(size);
			memory.copy(copy, 0, used, used + size);
			return copy;
		}
		this.used = used + ((size + 7) & ~7);
		return Buffer.from(memory.buffer, memory.byteOffset + used, size);
	}

	private renew(size: number): void {
		// Not Buffer.alloc: nobody reads a byte of it that the kernel has not written.
		this.memory = Buffer.allocUnsafeSlow(size > largest ? size : slabSize);
		this.base = Number(koffi().address(this.memory));
		this.used = 0;
	}
}
