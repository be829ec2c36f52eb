/** Rows of buffers. */
import { constants } from "node:buffer";
import { byteLength, checkBytes, checkRoom, showValue } from "../../sockets/internals.js";
import { checkPlace } from "./check-place.js";

/** Reads an iterable of the caller's once, whatever it is. */
function listOf(values: unknown, what: string): unknown[] {
	if (Array.isArray(values)) return [...values];
	throw new TypeError(`${what} must be an array, got ${showValue(values)}`);
}

function checkTotal<T extends Uint8Array>(list: T[], what: string, alignment: number): T[] {
	const total = list.reduce((sum, each) => sum + byteLength(each), 0);
	checkPlace(total, `${what}: the length`, alignment, constants.MAX_LENGTH);
	return list;
}

/**
 * Refuses what cannot be read into.
 *
 * @param values what was given.
 * @param what the beginning of the sentence, such as `"Cannot readv: buffers"`.
 * @param alignment what the sum of their lengths must be a multiple of.
 * @returns the buffers.
 * @throws TypeError if it is no array of Uint8Arrays, or one has lost its memory.
 * @throws RangeError if one has no room, or they have too much.
 * @throws ValueError if O_DIRECT does not allow their length.
 */
export function checkBuffers(values: unknown, what: string, alignment: number): Uint8Array[] {
	const buffers = listOf(values, what).map((each, i) => checkRoom(each, `${what}[${i}]`));
	return checkTotal(buffers, what, alignment);
}

/**
 * Refuses what cannot be written.
 *
 * @param values what was given.
 * @param what the beginning of the sentence, such as `"Cannot writev: buffers"`.
 * @param alignment what the sum of their lengths must be a multiple of.
 * @returns the bytes.
 * @throws TypeError if it is no array of Uint8Arrays and strings, or one has lost its memory.
 * @throws RangeError if they are too many.
 * @throws ValueError if O_DIRECT does not allow their length.
 */
export function checkPieces(values: unknown, what: string, alignment: number): Uint8Array[] {
	const pieces = listOf(values, what).map((each, i) => checkBytes(each, `${what}[${i}]`));
	return checkTotal(pieces, what, alignment);
}
