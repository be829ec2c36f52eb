/** Which kqueue to use, and how its memory looks. */
import { NotImplementedError, ValueError } from "../errors.js";
import { type KqueueTable, kqueueTables, platform } from "../ffi/index.js";
import { checkOptions, show } from "../internal/index.js";

/**
 * Which kqueue to use. Without any of this it is the system's own.
 *
 * @example
 * ```ts
 * import { KqueueSelector, type KqueueOptions } from "evloop";
 *
 * const options: KqueueOptions = { library: "libkqueue.so.0", layout: "libkqueue" };
 * let outcome = "it works";
 * try {
 * 	new KqueueSelector(options).close();
 * } catch (error) {
 * 	outcome = String(error);
 * }
 * console.log(outcome); // …
 * ```
 */
export interface KqueueOptions {
	/** The file of a library with `kqueue` and `kevent`, for systems whose kernel has none. */
	readonly library?: string | undefined;
	/**
	 * Whose `struct kevent` and whose numbers the library was compiled with. If absent: this system's where it has a
	 * kqueue of its own, otherwise `"libkqueue"`.
	 */
	readonly layout?: "darwin" | "freebsd" | "openbsd" | "libkqueue" | undefined;
}

/**
 * The layout and the numbers for some options.
 *
 * @param options what the caller passed.
 * @returns the table.
 * @throws TypeError where the options are no object, or the library is no name of a file.
 * @throws ValueError where there is no such layout.
 * @throws NotImplementedError where neither the system nor the options have a kqueue, or the system is a 32-bit one.
 */
export function kqueueTable(options: KqueueOptions): KqueueTable {
	checkOptions(options, "make a kqueue");
	const { library, layout } = options;
	if (library !== undefined && (typeof library !== "string" || library === "" || library.includes("\0"))) {
		throw new TypeError(`Invalid library: ${show(library)} is not the name of a file`);
	}
	if (layout !== undefined && !Object.hasOwn(kqueueTables, layout)) {
		throw new ValueError(
			`Invalid layout: ${show(layout)} is none of ${Object.keys(kqueueTables).join(", ")}`,
		);
	}
	const own = platform.polling.kqueue;
	const hasOwn = !Number.isNaN(own.keventBytes);
	if ((library === undefined && !hasOwn) || platform.polling.longBytes !== 8) {
		throw new NotImplementedError(`Cannot make a kqueue: ${platform.name} has none`);
	}
	if (layout !== undefined) return kqueueTables[layout];
	return hasOwn ? own : kqueueTables.libkqueue;
}
