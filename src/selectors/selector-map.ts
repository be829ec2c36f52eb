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
	 * Tells whether a file object is registered. Throws nothing, whatever it is asked for.
	 *
	 * @param fileobj a descriptor, or the object that was registered.
	 * @returns whether it is.
	 */
	has(fileobj: FileObject): boolean;
	/**
	 * Looks a key up. Throws nothing, whatever it is asked for.
	 *
	 * @param fileobj a descriptor, or the object that was registered.
	 * @returns its key; `undefined` where it is not registered.
	 */
	get(fileobj: FileObject): SelectorKey<Data> | undefined;
	/**
	 * Goes over the registered descriptors. Throws nothing.
	 *
	 * @returns an iterator.
	 */
	keys(): IterableIterator<number>;
	/**
	 * Goes over the keys. Throws nothing.
	 *
	 * @returns an iterator.
	 */
	values(): IterableIterator<SelectorKey<Data>>;
	/**
	 * Goes over pairs of descriptor and key. Throws nothing.
	 *
	 * @returns an iterator.
	 */
	entries(): IterableIterator<[number, SelectorKey<Data>]>;
	/**
	 * Goes over pairs of descriptor and key, as `entries`. Throws nothing.
	 *
	 * @returns an iterator.
	 */
	[Symbol.iterator](): IterableIterator<[number, SelectorKey<Data>]>;
}
