/** Random numbers that come again from the same seed. */

/** A source of random numbers (mulberry32). */
export class Random {
	#state: number;

	/** @param seed where it begins: a number, and whatever else shall tell one source from another. */
	constructor(seed: number, name = "") {
		let state = seed | 0;
		for (const char of name) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193);
		this.#state = state;
	}

	/** A number from 0 up to, and without, 1. */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	/** A whole number from `least` to `most`, both included. */
	between(least: number, most: number): number {
		return least + Math.floor(this.next() * (most - least + 1));
	}

	/** A length up to `most`, of which small ones are as frequent as large ones. */
	length(most: number): number {
		return Math.max(1, Math.floor(2 ** (this.next() * Math.log2(most))));
	}

	/** Whether something happens that happens so often. */
	chance(often: number): boolean {
		return this.next() < often;
	}

	/** One of them. */
	pick<T>(choices: readonly T[]): T {
		return choices[this.between(0, choices.length - 1)] as T;
	}
}
