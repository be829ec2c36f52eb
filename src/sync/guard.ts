/** What holds a lock for the length of a block. */

/**
 * Holds a lock or a semaphore until the end of the block: what `guard()` gives, for `using`.
 *
 * @example
 * ```ts
 * import { Lock } from "evloop";
 *
 * const lock = new Lock();
 * {
 * 	using guard = await lock.guard();
 * 	console.log(lock.locked(), guard.released()); // true false
 * }
 * console.log(lock.locked()); // false
 * ```
 * @see https://docs.python.org/3/library/asyncio-sync.html
 */
export class Guard implements Disposable {
	readonly #owner: { release(): void };
	#released = false;

	/** @hidden */
	constructor(owner: { release(): void }) {
		this.#owner = owner;
	}

	/**
	 * Asks whether it has released already. Throws nothing.
	 *
	 * @returns whether it has.
	 */
	released(): boolean {
		return this.#released;
	}

	/**
	 * Releases what it holds; `using` calls it. Doing it twice is harmless.
	 *
	 * @throws RuntimeError if somebody else has released the lock meanwhile.
	 * @throws ValueError if somebody else has released the bounded semaphore meanwhile.
	 */
	[Symbol.dispose](): void {
		if (this.#released) return;
		this.#released = true;
		this.#owner.release();
	}
}
