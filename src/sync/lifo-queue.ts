/** LifoQueue: a queue that works as a stack. */
import type { ItemStore } from "./item-store.js";
import { Queue } from "./queue.js";

/** A stack of items. */
class Stack<T> implements ItemStore<T> {
	readonly #items: T[] = [];

	get length(): number {
		return this.#items.length;
	}

	push(item: T): void {
		this.#items.push(item);
	}

	shift(): T | undefined {
		return this.#items.pop();
	}
}

/**
 * A {@link Queue} that gives the item that was put in last.
 *
 * @example
 * ```ts
 * import { LifoQueue } from "evloop";
 *
 * const queue = new LifoQueue<number>();
 * for (const n of [1, 2, 3]) queue.putNowait(n);
 * console.log(await queue.get(), await queue.get()); // 3 2
 * ```
 * @see https://docs.python.org/3/library/asyncio-queue.html#asyncio.LifoQueue
 */
export class LifoQueue<T> extends Queue<T> {
	/**
	 * @param maxsize how many items it has room for; 0 or less means any number.
	 * @throws TypeError if it is no number.
	 * @throws ValueError if it is no whole number.
	 */
	constructor(maxsize = 0) {
		super(maxsize, new Stack<T>());
	}
}
