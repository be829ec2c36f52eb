/**
 * ByteQueue: bytes in the order in which they came, in the chunks in which they came.
 *
 * Nothing is joined until somebody takes what lies in several chunks: most often the chunk that came is the chunk that is
 * taken, and neither is copied. The first chunk has a field of its own, so that such a queue makes no array. Small chunks
 * that come while others lie there are gathered in a block: a hundred thousand single bytes would otherwise be a hundred
 * thousand Buffers. A block is only ever added to, so what was handed out of it stays as it is.
 *
 * The fields are TypeScript's, assigned in the constructor: every connection has one.
 */
import { Buffer } from "node:buffer";
import { BufferView } from "./buffer-view.js";
import { freshMemory } from "./fresh-memory.js";

/** Buffer takes less than this from a pool, which costs less than memory of its own. */
const pooled = Buffer.poolSize >>> 1;
/** Smaller chunks than this are gathered. */
const small = 1024;
const blockSize = 4096;
/** A chunk of this size is worth being taken alone: to join it with the next would copy both. */
const large = 16_384;
const empty: Buffer = Buffer.alloc(0);

/** Where small chunks are gathered. */
interface Block {
	readonly memory: Uint8Array;
	used: number;
}

/** A part of a chunk, in the same memory. */
function part(chunk: Uint8Array, at: number, size: number): Buffer {
	return new BufferView(chunk.buffer, chunk.byteOffset + at, size);
}

/** A queue of bytes. */
export class ByteQueue {
	private size: number;
	private head: Buffer | undefined;
	/** How many bytes of the head were taken. */
	private start: number;
	/** The chunks behind the head, from `next` on. */
	private rest: Buffer[] | undefined;
	private next: number;
	/** The memory of the last chunk, where that is a block of ours. */
	private block: Block | undefined;

	constructor() {
		this.size = 0;
		this.head = undefined;
		this.start = 0;
		this.rest = undefined;
		this.next = 0;
		this.block = undefined;
	}

	/** How many bytes it holds. */
	get length(): number {
		return this.size;
	}

	/**
	 * Adds a chunk at the end.
	 *
	 * @param chunk the bytes; the queue hands out this very memory, so it must not change any more.
	 */
	push(chunk: Uint8Array): void {
		const { length } = chunk;
		if (length === 0) return;
		this.size += length;
		if (this.head !== undefined && length < small) this.gather(chunk);
		else this.append(Buffer.isBuffer(chunk) ? chunk : part(chunk, 0, length), undefined);
	}

	/**
	 * Takes bytes from the front: without a copy where they lie in one chunk, else with one.
	 *
	 * @param count how many; all there are if more.
	 * @returns the bytes.
	 */
	take(count: number): Buffer {
		const { head, start } = this;
		if (count <= 0 || head === undefined) return empty;
		const left = head.length - start;
		if (count > left && this.size > left) return this.join(Math.min(count, this.size));
		if (count < left) {
			this.start += count;
			this.size -= count;
			return part(head, start, count);
		}
		this.advance();
		this.size -= left;
		return start === 0 ? head : part(head, start, left);
	}

	/**
	 * Takes bytes from the front, up to a number: fewer where a large chunk can then be taken without a copy.
	 *
	 * @param most how many at most.
	 * @returns the bytes; none only where there are none, or none were asked for.
	 */
	takeSome(most: number): Buffer {
		const left = this.head === undefined ? 0 : this.head.length - this.start;
		return this.take(left >= large ? Math.min(left, most) : most);
	}

	/**
	 * Takes all there is.
	 *
	 * @returns the bytes.
	 */
	takeAll(): Buffer {
		return this.take(this.size);
	}

	/**
	 * Looks at all there is, and leaves it there, in one chunk from now on.
	 *
	 * @returns the bytes.
	 */
	peekAll(): Buffer {
		const bytes = this.takeAll();
		this.push(bytes);
		return bytes;
	}

	/** Drops all there is. */
	clear(): void {
		this.head = undefined;
		this.size = 0;
		this.start = 0;
		this.rest = undefined;
		this.next = 0;
		this.block = undefined;
	}

	/**
	 * Finds a sequence of bytes, in one chunk or across several.
	 *
	 * @param wanted the sequence, of at least one byte.
	 * @param from where the search begins: how many bytes after the front.
	 * @param to where it ends: the sequence must lie before that.
	 * @returns how many bytes after the front the sequence begins; -1 if it is not there.
	 */
	indexOf(wanted: Uint8Array, from: number, to: number = this.size): number {
		const { length } = wanted;
		const last = Math.min(to, this.size) - length;
		if (from > last) return -1;
		let { index, base } = this.locate(from);
		for (let at = from; at <= last; ) {
			const chunk = this.chunk(index);
			if (chunk === undefined) return -1;
			const end = base + chunk.length;
			const inside = at + length <= end ? indexWithin(chunk, wanted, at - base, to - base) : -1;
			if (inside >= 0) return base + inside;
			// It may begin in this chunk and end in a later one.
			for (at = Math.max(at, end - length + 1); at < end && at <= last; at += 1) {
				if (this.matches(wanted, index, at - base)) return at;
			}
			base = end;
			index += 1;
		}
		return -1;
	}

	/** The chunk that a byte lies in, and how far before or after the front that chunk begins: from the nearer end. */
	private locate(at: number): { index: number; base: number } {
		const behind = this.rest === undefined ? 0 : this.rest.length - this.next;
		if (behind === 0) return { index: 0, base: -this.start };
		if (2 * at > this.size) {
			let base = this.size;
			for (let index = behind; ; index -= 1) {
				base -= this.chunk(index)?.length ?? 0;
				if (base <= at || index === 0) return { index, base };
			}
		}
		let base = -this.start;
		for (let index = 0; ; index += 1) {
			const length = this.chunk(index)?.length ?? 0;
			if (base + length > at || index === behind) return { index, base };
			base += length;
		}
	}

	/** The chunk with a number; the head is 0. */
	private chunk(index: number): Buffer | undefined {
		return index === 0 ? this.head : this.rest?.[this.next + index - 1];
	}

	private matches(wanted: Uint8Array, index: number, at: number): boolean {
		let chunk = this.chunk(index);
		let offset = at;
		for (const byte of wanted) {
			while (chunk !== undefined && offset === chunk.length) {
				index += 1;
				chunk = this.chunk(index);
				offset = 0;
			}
			if (chunk?.[offset] !== byte) return false;
			offset += 1;
		}
		return true;
	}

	private append(chunk: Buffer, block: Block | undefined): void {
		this.block = block;
		if (this.head === undefined) this.head = chunk;
		else if (this.rest === undefined) this.rest = [chunk];
		else this.rest.push(chunk);
	}

	private gather(chunk: Uint8Array): void {
		const { block, rest } = this;
		if (block === undefined || block.memory.length - block.used < chunk.length) {
			const memory = freshMemory(blockSize);
			memory.set(chunk);
			this.append(part(memory, 0, chunk.length), { memory, used: chunk.length });
			return;
		}
		block.memory.set(chunk, block.used);
		block.used += chunk.length;
		const longer = part(block.memory, 0, block.used);
		if (rest === undefined) this.head = longer;
		else rest[rest.length - 1] = longer;
	}

	private join(count: number): Buffer {
		const bytes = count < pooled ? Buffer.allocUnsafe(count) : freshMemory(count);
		let filled = 0;
		while (filled < count && this.head !== undefined) {
			const { head, start } = this;
			const size = Math.min(head.length - start, count - filled);
			bytes.set(start === 0 && size === head.length ? head : part(head, start, size), filled);
			filled += size;
			if (start + size === head.length) this.advance();
			else this.start += size;
		}
		this.size -= filled;
		return bytes;
	}

	/** The head was taken to its end. */
	private advance(): void {
		const { rest } = this;
		this.start = 0;
		if (rest === undefined) {
			this.head = undefined;
			this.block = undefined;
			return;
		}
		this.head = rest[this.next];
		this.next += 1;
		if (this.next === rest.length) {
			this.rest = undefined;
			this.next = 0;
		} else if (this.next >= 64 && 2 * this.next >= rest.length) {
			// Half of it is gone: the price of moving the other half was paid by as many steps.
			rest.splice(0, this.next);
			this.next = 0;
		}
	}
}

/** `indexOf` within a chunk, which looks no further than it must. */
function indexWithin(chunk: Buffer, wanted: Uint8Array, from: number, to: number): number {
	const bounded = to < chunk.length ? part(chunk, 0, to) : chunk;
	return wanted.length === 1 ? bounded.indexOf(wanted[0] ?? 0, from) : bounded.indexOf(wanted, from);
}
