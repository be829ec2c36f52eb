/** What can be registered, and how its descriptor is found. */
import { ValueError } from "../errors.js";
import { show } from "../internal/index.js";
import { filenoOf, LARGEST_DESCRIPTOR } from "./fileno-of.js";

/**
 * Anything that stands for an open file: its descriptor, or an object that knows it.
 *
 * @example
 * ```ts
 * import { DefaultSelector, EVENT_READ, type FileObject } from "evloop";
 *
 * const terminal: FileObject = { fileno: () => 0 };
 * using selector = new DefaultSelector();
 * selector.register(terminal, EVENT_READ);
 * console.log(selector.getKey(0).fileobj === terminal); // true
 * ```
 * @see https://docs.python.org/3/glossary.html#term-file-object
 */
export type FileObject =
	| number
	| {
			/** Its descriptor. */
			fileno(): number;
	  };

/**
 * The descriptor of a file object, checked.
 *
 * For whoever writes a selector of their own.
 *
 * @param fileobj a descriptor, or an object with a `fileno()` method.
 * @returns the descriptor: an integer from 0 to 2^31 - 1. Whether it is open is not looked at.
 * @throws ValueError where it is neither, where `fileno()` throws, or where the number is not a descriptor: negative
 * (a closed socket's -1), fractional, `NaN` or too large for C.
 * @example
 * ```ts
 * import { fileDescriptor } from "evloop";
 *
 * console.log(fileDescriptor(1), fileDescriptor({ fileno: () => 2 })); // 1 2
 * ```
 * @see https://docs.python.org/3/library/selectors.html#selectors.BaseSelector.register
 */
export function fileDescriptor(fileobj: FileObject): number {
	let fd: unknown;
	try {
		fd = filenoOf(fileobj);
	} catch (error) {
		throw new ValueError(`Invalid file object: ${show(fileobj)} cannot tell its descriptor`, {
			cause: error,
		});
	}
	if (typeof fd !== "number") {
		throw new ValueError(
			`Invalid file object: ${show(fileobj)} is neither a number nor has a fileno() that returns one${hintFor(fileobj)}`,
		);
	}
	if (!Number.isInteger(fd) || fd < 0 || fd > LARGEST_DESCRIPTOR)
		throw new ValueError(`Invalid file descriptor: ${fd}`);
	// A negative zero would be another key than zero in some tables.
	return fd + 0;
}

/** Node's streams and FileHandles have their number in `fd`. */
function hintFor(given: unknown): string {
	try {
		return typeof (given as { fd?: unknown } | null)?.fd === "number" ? "; pass its fd" : "";
	} catch {
		return "";
	}
}
