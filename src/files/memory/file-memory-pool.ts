/**
 * Memory for reading and writing.
 *
 * A backend never gets memory of the caller's, who could transfer it away while the kernel writes to it. What is read into
 * memory from here is handed out without a copy, if it fills it well, and the piece is the caller's from then on; all else
 * goes back and is used again. Pieces have the sizes 4 KiB, 8 KiB and so on; small ones are parts of a slab that belongs to
 * many, so nobody can transfer it to another thread.
 */
import { markAsUntransferable } from "node:worker_threads";
import { alignedBytes } from "./aligned-bytes.js";
import { PooledMemory } from "./pooled-memory.js";

const smallest = 4096;
const slabSize = 128 * 1024;
/** Larger pieces than this are allocations of their own. */
const largestPart = 32 * 1024;
/** Larger pieces than this are not kept. */
const largestKept = 1024 * 1024;
/** How many bytes of each size are kept. */
const keptBytes = 4 * 1024 * 1024;

/** Lends memory. */
export class FileMemoryPool {
	readonly alignment: number;
	/** What is free, by the logarithm of its size. */
	private readonly free: PooledMemory[][];

	/** @param alignment what addresses must be multiples of: 1, or a power of two. */
	constructor(alignment: number) {
		this.alignment = alignment;
		this.free = [];
	}

	/**
	 * Lends memory.
	 *
	 * @param length how many bytes are needed.
	 * @returns at least so many, and not zeroed.
	 */
	take(length: number): PooledMemory {
		if (length > largestKept) return this.allocate(length);
		const size = length <= smallest ? smallest : 2 ** (32 - Math.clz32(length - 1));
		const free = this.shelf(size);
		if (free.length === 0 && size <= largestPart) this.cut(size, free);
		return free.pop() ?? this.allocate(size);
	}

	/**
	 * Takes memory back that nobody uses any more.
	 *
	 * @param memory what {@link FileMemoryPool.take} lent.
	 */
	give(memory: PooledMemory): void {
		const { size } = memory;
		if (size > largestKept || (size & (size - 1)) !== 0) return;
		const free = this.shelf(size);
		if (free.length * size < keptBytes) free.push(memory);
	}

	private shelf(size: number): PooledMemory[] {
		const index = 32 - Math.clz32(size);
		let free = this.free[index];
		if (free === undefined) {
			free = [];
			this.free[index] = free;
		}
		return free;
	}

	private cut(size: number, free: PooledMemory[]): void {
		const slab = this.allocate(slabSize);
		markAsUntransferable(slab.bytes.buffer);
		for (let start = 0; start < slabSize; start += size) {
			free.push(new PooledMemory(slab.bytes.subarray(start, start + size), slab));
		}
	}

	private allocate(size: number): PooledMemory {
		const { alignment } = this;
		if (alignment === 1) return new PooledMemory(Buffer.allocUnsafeSlow(size));
		return new PooledMemory(alignedBytes(Buffer.allocUnsafeSlow(size + alignment), alignment));
	}
}
