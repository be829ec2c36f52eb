/** A double-ended queue on a ring of slots: pushing, shifting and indexing cost the same however long it is. */

const smallest = 16;

/** A queue whose two ends are cheap. */
export class Deque<T> {
	#slots: (T | undefined)[] = new Array(smallest).fill(undefined);
	#mask = smallest - 1;
	#head = 0;
	#length = 0;

	/** How many items it holds. */
	get length(): number {
		return this.#length;
	}

	/**
	 * Adds an item at the end.
	 *
	 * @param item what to add.
	 */
	push(item: T): void {
		if (this.#length > this.#mask) this.#grow();
		this.#slots[(this.#head + this.#length) & this.#mask] = item;
		this.#length += 1;
	}

	/**
	 * Adds an item at the front.
	 *
	 * @param item what to add.
	 */
	unshift(item: T): void {
		if (this.#length > this.#mask) this.#grow();
		this.#head = (this.#head - 1) & this.#mask;
		this.#slots[this.#head] = item;
		this.#length += 1;
	}

	/**
	 * Takes the item at the front.
	 *
	 * @returns the item; `undefined` if there is none.
	 */
	shift(): T | undefined {
		if (this.#length === 0) return undefined;
		const head = this.#head;
		const item = this.#slots[head];
		this.#slots[head] = undefined;
		this.#head = (head + 1) & this.#mask;
		this.#length -= 1;
		return item;
	}

	/**
	 * Looks at the item at the front.
	 *
	 * @returns the item; `undefined` if there is none.
	 */
	peek(): T | undefined {
		return this.#slots[this.#head];
	}

	/** Removes every item, and gives the memory of a long queue back. */
	clear(): void {
		this.#slots = new Array(smallest).fill(undefined);
		this.#mask = smallest - 1;
		this.#head = 0;
		this.#length = 0;
	}

	#grow(): void {
		const slots = this.#slots;
		const size = slots.length;
		const larger: (T | undefined)[] = new Array(size * 2).fill(undefined);
		for (let i = 0; i < size; i += 1) larger[i] = slots[(this.#head + i) & this.#mask];
		this.#slots = larger;
		this.#mask = size * 2 - 1;
		this.#head = 0;
	}
}
