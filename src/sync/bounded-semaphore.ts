/** BoundedSemaphore: a semaphore that knows how many places there are. */
import { ValueError } from "../errors.js";
import { Semaphore } from "./semaphore.js";

/**
 * A {@link Semaphore} that refuses to get more places than it had at first.
 *
 * @example
 * ```ts
 * import { BoundedSemaphore } from "evloop";
 *
 * const places = new BoundedSemaphore(1);
 * await places.acquire();
 * places.release();
 * try {
 * 	places.release();
 * } catch (error) {
 * 	console.log(String(error)); // ValueError: Cannot release the semaphore: all 1 places are free
 * }
 * ```
 * @see https://docs.python.org/3/library/asyncio-sync.html#asyncio.BoundedSemaphore
 */
export class BoundedSemaphore extends Semaphore {
	readonly #bound: number;

	/**
	 * @param value how many places there are.
	 * @throws TypeError if it is no number.
	 * @throws ValueError if it is negative, or no whole number.
	 */
	constructor(value = 1) {
		super(value);
		this.#bound = value;
	}

	/**
	 * Gives a place back; the first who waits gets it.
	 *
	 * @throws ValueError if all places are free.
	 */
	override release(): void {
		if (this.statistics().value >= this.#bound) {
			throw new ValueError(`Cannot release the semaphore: all ${this.#bound} places are free`);
		}
		super.release();
	}
}
