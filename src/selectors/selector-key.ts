/** What a selector knows of one registered file object. */
import type { FileObject } from "./file-object.js";

/**
 * Ties a registered file object to its descriptor, the events waited for and the data attached to it.
 *
 * Selectors make these; they do not change. `modify` puts a new one into the place of the old.
 *
 * @typeParam Data what `data` is.
 * @example
 * ```ts
 * import { DefaultSelector, EVENT_READ } from "evloop";
 *
 * using selector = new DefaultSelector<string>();
 * const key = selector.register(0, EVENT_READ, "standard input");
 * console.log(key.fileobj, key.fd, key.events, key.data); // 0 0 1 standard input
 * ```
 * @see https://docs.python.org/3/library/selectors.html#selectors.SelectorKey
 */
export class SelectorKey<out Data = unknown> {
	/** The file object as it was registered. */
	readonly fileobj: FileObject;
	/** Its descriptor at that time. */
	readonly fd: number;
	/** What is waited for: `EVENT_READ`, `EVENT_WRITE` or both. */
	readonly events: number;
	/** What was attached. */
	readonly data: Data;

	/**
	 * Makes a key: for selectors of your own. Throws nothing.
	 *
	 * @param fileobj the file object.
	 * @param fd its descriptor.
	 * @param events what to wait for.
	 * @param data what is attached.
	 */
	constructor(fileobj: FileObject, fd: number, events: number, data: Data) {
		this.fileobj = fileobj;
		this.fd = fd;
		this.events = events;
		this.data = data;
	}
}
