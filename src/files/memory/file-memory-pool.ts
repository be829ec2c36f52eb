/**
 * Memory for reading and writing.
 *
 * A backend never gets memory of the caller's, who could transfer it away while the kernel writes to it. What is read into
 * memory from here is handed out without a copy, if it fills it well, and the piece is the caller's from then on; all else
 * goes back and is used again. Pieces have the sizes 4 KiB, 8 KiB and so on; small ones are parts of a slab that belongs to
 * many, so nobody can transfer it to another thread.
 */
import { markAsUntransferable } from "node:worker_threads";
import { BufferView, freshMemory } from "../../internal/index.js";
import { alignedBytes } from "./aligned-bytes.js";
import { PooledMemory } from "./pooled-memory.js";

/** Below this a copy costs less than the memory that would be kept alive. */
const copyBelow = 2048;
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

	/**
	 * Hands out what was read into memory: the memory itself, if it is filled well, or a copy, and the memory is used again.
	 *
	 * @param memory what {@link FileMemoryPool.take} lent; not to be used any more.
	 * @param length how many bytes of it.
	 * @returns the bytes, the caller's own.
	 */
	handOut(memory: PooledMemory, length: number): Buffer {
		const { bytes, size } = memory;
		const view = new BufferView(bytes.buffer, bytes.byteOffset, length);
		if (length >= copyBelow && 2 * length >= size) return view;
		const copy = Buffer.from(view);
		this.give(memory);
		return copy;
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
		if (alignment === 1) return new PooledMemory(freshMemory(size));
		return new PooledMemory(alignedBytes(freshMemory(size + alignment), alignment));
	}
}
