/** Where a queue keeps its items. */

/**
 * What a queue keeps its items in, which decides the order they come out in. Pass one of your own to
 * {@link Queue}'s constructor for another order.
 *
 * @see https://docs.python.org/3/library/asyncio-queue.html
 */
export interface ItemStore<T> {
	/** How many items it holds. */
	readonly length: number;
	/**
	 * Adds an item.
	 *
	 * @param item the item.
	 * @throws What its order throws, of an item that has no place in it; it then has not been added.
	 */
	push(item: T): void;
	/**
	 * Takes the item that comes out next.
	 *
	 * @returns the item; `undefined` if there is none.
	 * @throws What its order throws, of items that cannot be compared; none has been taken then.
	 */
	shift(): T | undefined;
}
