/** PriorityQueue: a queue that gives the smallest item first. */
import { checkOptions, Heap } from "../internal/index.js";
import { compareItems } from "./compare-items.js";
import type { ItemStore } from "./item-store.js";
import { Queue } from "./queue.js";

/** What orders a {@link PriorityQueue}. */
export interface PriorityQueueOptions<T> {
	/** Compares two items as for `Array.prototype.sort`; what it calls smaller comes out first. Python's `<` if absent. */
	readonly compare?: ((a: T, b: T) => number) | undefined;
}

interface Entry<T> {
	readonly item: T;
	readonly order: number;
}

/** Items by their order, those of one rank by their age. */
class Ranks<T> implements ItemStore<T> {
	readonly #heap: Heap<Entry<T>>;
	#added = 0;

	constructor(compare: (a: T, b: T) => number) {
		this.#heap = new Heap((a, b) => {
			const order = compare(a.item, b.item);
			return order < 0 || (order === 0 && a.order < b.order);
		});
	}

	get length(): number {
		return this.#heap.length;
	}

	push(item: T): void {
		this.#added += 1;
		this.#heap.push({ item, order: this.#added });
	}

	shift(): T | undefined {
		return this.#heap.pop()?.item;
	}
}

/**
 * A {@link Queue} that gives the smallest item first; of equal ones the one that was put in first, which Python's does
 * not promise.
 *
 * Numbers, bigints, strings and dates are compared by value (strings by their UTF-16 units), arrays element by element
 * as Python's tuples, so that `[priority, item]` works; anything else needs a `compare` function.
 *
 * @example
 * ```ts
 * import { PriorityQueue } from "evloop";
 *
 * const queue = new PriorityQueue<[number, string]>();
 * queue.putNowait([2, "wash"]);
 * queue.putNowait([1, "shop"]);
 * queue.putNowait([3, "cook"]);
 * console.log((await queue.get())[1], (await queue.get())[1]); // shop wash
 * ```
 * @see https://docs.python.org/3/library/asyncio-queue.html#asyncio.PriorityQueue
 */
export class PriorityQueue<T> extends Queue<T> {
	/**
	 * @param maxsize how many items it has room for; 0 or less means any number.
	 * @param options how to compare two items.
	 * @throws TypeError if `maxsize` is no number, the options are no object, or `compare` is no function.
	 * @throws ValueError if `maxsize` is no whole number.
	 */
	constructor(maxsize = 0, options: PriorityQueueOptions<T> = {}) {
		checkOptions(options, "make a priority queue");
		const { compare = compareItems } = options;
		if (typeof compare !== "function") {
			throw new TypeError("Cannot make a priority queue: compare must be a function");
		}
		super(maxsize, new Ranks(compare));
	}
}
