/** A binary heap: the smallest item is on top, adding and taking cost the logarithm of the size. */

/** A priority queue by a comparison of the caller's. */
export class Heap<T> {
	readonly #before: (a: T, b: T) => boolean;
	#items: T[] = [];

	/** @param before whether its first argument must come out before its second. */
	constructor(before: (a: T, b: T) => boolean) {
		this.#before = before;
	}

	/** How many items it holds. */
	get length(): number {
		return this.#items.length;
	}

	/**
	 * Looks at the smallest item.
	 *
	 * @returns the item; `undefined` if there is none.
	 */
	peek(): T | undefined {
		return this.#items[0];
	}

	/**
	 * Adds an item.
	 *
	 * @param item what to add.
	 */
	push(item: T): void {
		const items = this.#items;
		// All comparisons come first: one that throws leaves the heap as it was.
		let place = items.length;
		while (place > 0) {
			const up = (place - 1) >> 1;
			if (!this.#before(item, items[up] as T)) break;
			place = up;
		}
		let at = items.length;
		items.push(item);
		while (at > place) {
			const up = (at - 1) >> 1;
			items[at] = items[up] as T;
			at = up;
		}
		items[place] = item;
	}

	/**
	 * Takes the smallest item.
	 *
	 * @returns the item; `undefined` if there is none.
	 */
	pop(): T | undefined {
		const items = this.#items;
		const top = items[0];
		const last = items.pop();
		if (last === undefined || top === undefined || items.length === 0) return top;
		try {
			this.#sink(0, last);
		} catch (error) {
			// A comparison threw: the heap has no order any more, but all of its items.
			items.push(top);
			throw error;
		}
		return top;
	}

	/**
	 * Keeps only the items that pass a test; costs the size once.
	 *
	 * @param keep the test.
	 */
	retain(keep: (item: T) => boolean): void {
		this.#items = this.#items.filter(keep);
		for (let i = (this.#items.length >> 1) - 1; i >= 0; i -= 1) {
			const item = this.#items[i];
			if (item !== undefined) this.#sink(i, item);
		}
	}

	/** Removes every item. */
	clear(): void {
		this.#items = [];
	}

	#sink(from: number, item: T): void {
		const items = this.#items;
		const size = items.length;
		let at = from;
		try {
			for (;;) {
				let down = 2 * at + 1;
				if (down >= size) break;
				if (down + 1 < size && this.#before(items[down + 1] as T, items[down] as T)) down += 1;
				const child = items[down] as T;
				if (!this.#before(child, item)) break;
				items[at] = child;
				at = down;
			}
		} finally {
			items[at] = item;
		}
	}
}
