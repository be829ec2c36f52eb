/** The live view that the registry hands out. */
import type { FileObject } from "./file-object.js";
import type { SelectorKey } from "./selector-key.js";
import type { SelectorMap } from "./selector-map.js";

/** A view of a table of keys: what `getMap()` returns. */
export class RegistryMap<Data> implements SelectorMap<Data> {
	readonly #keys: ReadonlyMap<number, SelectorKey<Data>>;
	readonly #find: (fileobj: FileObject) => SelectorKey<Data> | undefined;

	/**
	 * @param keys the table.
	 * @param find how a file object is looked up in it.
	 */
	constructor(
		keys: ReadonlyMap<number, SelectorKey<Data>>,
		find: (fileobj: FileObject) => SelectorKey<Data> | undefined,
	) {
		this.#keys = keys;
		this.#find = find;
	}

	get size(): number {
		return this.#keys.size;
	}

	has(fileobj: FileObject): boolean {
		return this.get(fileobj) !== undefined;
	}

	get(fileobj: FileObject): SelectorKey<Data> | undefined {
		try {
			return this.#find(fileobj);
		} catch {
			// Not a file object at all: then it is not registered either.
			return undefined;
		}
	}

	keys(): IterableIterator<number> {
		return this.#keys.keys();
	}

	values(): IterableIterator<SelectorKey<Data>> {
		return this.#keys.values();
	}

	entries(): IterableIterator<[number, SelectorKey<Data>]> {
		return this.#keys.entries();
	}

	[Symbol.iterator](): IterableIterator<[number, SelectorKey<Data>]> {
		return this.entries();
	}
}
