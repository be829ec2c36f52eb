/** Read after read, for `for await`. */
import type { Future } from "./future.js";

/**
 * Reads until nothing is left. Leaving the loop leaves the rest where it is, and takes a read back that still waits, as
 * an asynchronous generator would not: that one waits for its read before it ends.
 */
export class ReadIterator implements AsyncIterableIterator<Buffer, undefined, void> {
	readonly #read: () => Future<Buffer>;
	#pending: Future<Buffer> | undefined;
	#ended = false;

	/** @param read makes one read; nothing means the end. */
	constructor(read: () => Future<Buffer>) {
		this.#read = read;
	}

	async next(): Promise<IteratorResult<Buffer, undefined>> {
		if (this.#ended) return { done: true, value: undefined };
		const read = this.#read();
		this.#pending = read;
		const value = await read;
		this.#pending = undefined;
		if (value.length > 0) return { done: false, value };
		this.#ended = true;
		return { done: true, value: undefined };
	}

	async return(): Promise<IteratorResult<Buffer, undefined>> {
		this.#ended = true;
		this.#pending?.cancel();
		return { done: true, value: undefined };
	}

	[Symbol.asyncIterator](): this {
		return this;
	}
}
