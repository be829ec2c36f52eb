/** The read-only view of what is registered. */
import type { FileObject } from "./file-object.js";
import type { SelectorKey } from "./selector-key.js";

/**
 * A live, read-only view of a selector's registrations: it shows what is registered now, not what was when it was taken.
 *
 * `get` and `has` take a descriptor or the object that was registered; iteration goes over descriptors and keys.
 *
 * @typeParam Data what the keys carry.
 * @example
 * ```ts
 * import { DefaultSelector, EVENT_READ } from "evloop";
 *
 * using selector = new DefaultSelector();
 * const map = selector.getMap();
 * selector.register(0, EVENT_READ);
 * console.log(map?.size, map?.has(0), [...(map?.keys() ?? [])]); // 1 true [ 0 ]
 * ```
 * @see https://docs.python.org/3/library/selectors.html#selectors.BaseSelector.get_map
 */
export interface SelectorMap<Data = unknown> {
	/** How many file objects are registered. */
	readonly size: number;
	/**
	 * Asks whether a file object is registered. Throws nothing, whatever it is asked for.
	 *
	 * @param fileobj the descriptor or the object that was registered.
	 * @returns whether it is.
	 */
	has(fileobj: FileObject): boolean;
	/**
	 * The key of a file object. Throws nothing, whatever it is asked for.
	 *
	 * @param fileobj the descriptor or the object that was registered.
	 * @returns the key; `undefined` where it is not registered.
	 */
	get(fileobj: FileObject): SelectorKey<Data> | undefined;
	/**
	 * What is registered, by number. Throws nothing.
	 *
	 * @returns the descriptors.
	 */
	keys(): IterableIterator<number>;
	/**
	 * What is registered, by key. Throws nothing.
	 *
	 * @returns the keys.
	 */
	values(): IterableIterator<SelectorKey<Data>>;
	/**
	 * What is registered, by both. Throws nothing.
	 *
	 * @returns pairs of descriptor and key.
	 */
	entries(): IterableIterator<[number, SelectorKey<Data>]>;
	/** Pairs of descriptor and key. */
	[Symbol.iterator](): IterableIterator<[number, SelectorKey<Data>]>;
}
