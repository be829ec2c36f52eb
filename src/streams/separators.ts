/** What `readuntil` looks for. */
import { ValueError } from "../errors.js";
import type { BytesLike } from "../sockets/index.js";
import { checkBytes } from "../sockets/internals.js";

/** One separator or several: whichever ends first ends the read. */
export interface Separators {
	/** The separators, shorter ones first. */
	readonly list: readonly Uint8Array[];
	/** How long the shortest is. */
	readonly shortest: number;
	/** How long the longest is. */
	readonly longest: number;
}

/**
 * Reads the argument of `readuntil`.
 *
 * @param separator bytes, a string, or an array of them.
 * @returns the separators.
 * @throws TypeError if one is neither.
 * @throws ValueError if there is none, or one is empty.
 */
export function separatorsOf(separator: BytesLike | readonly BytesLike[]): Separators {
	const all = Array.isArray(separator) ? (separator as readonly BytesLike[]) : [separator as BytesLike];
	const list = all.map((each) => checkBytes(each, "Cannot read until a separator: it"));
	list.sort((a, b) => a.length - b.length);
	const shortest = list[0]?.length;
	if (shortest === undefined)
		throw new ValueError("Cannot read until a separator: there must be at least one");
	if (shortest === 0) throw new ValueError("Cannot read until a separator: it must have at least one byte");
	return { list, shortest, longest: list.at(-1)?.length ?? shortest };
}

/** The end of a line. */
export const newline: Separators = separatorsOf("\n");
