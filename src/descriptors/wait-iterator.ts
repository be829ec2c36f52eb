/** Wait after wait, for `for await`. */
import { ConnectionAbortedError } from "../errors.js";
import type { Future } from "../futures/index.js";
import type { OwnedDescriptor } from "../sockets/index.js";

/**
 * Gives what a descriptor gives until that is closed. Leaving the loop takes back the wait that is under way, and leaves the
 * descriptor open.
 */
export class WaitIterator<T> implements AsyncIterableIterator<T, undefined, void> {
	readonly #file: OwnedDescriptor;
	readonly #wait: () => Future<T>;
	#pending: Future<T> | undefined;
	#ended = false;

	/**
	 * @param file the descriptor.
	 * @param wait waits for the next one.
	 */
	constructor(file: OwnedDescriptor, wait: () => Future<T>) {
		this.#file = file;
		this.#wait = wait;
	}

	async next(): Promise<IteratorResult<T, undefined>> {
		if (this.#ended || this.#file.closed) return this.#end();
		const pending = this.#wait();
		this.#pending = pending;
		try {
			return { done: false, value: await pending };
		} catch (error) {
			if (error instanceof ConnectionAbortedError && this.#file.closed) return this.#end();
			throw error;
		}
	}

	async return(): Promise<IteratorResult<T, undefined>> {
		this.#pending?.cancel();
		return this.#end();
	}

	[Symbol.asyncIterator](): this {
		return this;
	}

	#end(): IteratorResult<T, undefined> {
		this.#ended = true;
		return { done: true, value: undefined };
	}
}
