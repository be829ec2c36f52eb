/**
 * Small memory for small messages.
 *
 * A message that is copied out of the receive slab gets a place in a pool of 16 KiB, so that whoever keeps it keeps no
 * more than that alive. Words are copied, not bytes, and by a loop: for 64 bytes that is 10 ns, where
 * `Buffer.allocUnsafe` and `copy` take 190 (Node 20).
 */
import { markAsUntransferable } from "node:worker_threads";
import { BufferView, freshMemory } from "../internal/index.js";

const poolSize = 16 * 1024;
/** Above this many words the engine's own copy is faster than a loop. */
const loopUpTo = 64;

/** Hands out copies of messages. */
export class MessagePool {
	private memory: ArrayBuffer;
	private words: Int32Array;
	/** The first free word. */
	private next: number;

	constructor() {
		this.memory = new ArrayBuffer(0);
		this.words = new Int32Array(this.memory);
		this.next = 0;
	}

	/**
	 * Copies a message.
	 *
	 * @param source the memory it lies in, word by word.
	 * @param from the first of its words.
	 * @param size how many bytes it has: at most a quarter of the pool.
	 * @returns the copy.
	 */
	copy(source: Int32Array, from: number, size: number): Buffer {
		const count = (size + 3) >> 2;
		if (this.next + count > this.words.length) this.renew();
		const { words, next } = this;
		if (count > loopUpTo) words.set(source.subarray(from, from + count), next);
		else for (let i = 0; i < count; i += 1) words[next + i] = source[from + i] as number;
		// Each message begins at a multiple of 8 bytes, as memory from malloc does.
		this.next = next + ((count + 1) & ~1);
		return new BufferView(this.memory, next << 2, size);
	}

	private renew(): void {
		this.memory = freshMemory(poolSize).buffer as ArrayBuffer;
		// It belongs to many messages: with one of them, another thread would get all of them.
		markAsUntransferable(this.memory);
		this.words = new Int32Array(this.memory);
		this.next = 0;
	}
}
