/** Checks where in a file a request is to read or write. */
import { checkInteger } from "../../sockets/internals.js";

/**
 * Refuses what is no position.
 *
 * @param position what was given.
 * @param action the operation, for the error.
 * @param least the least that it may be: 0, or -1 for the file's own place.
 * @returns the position.
 * @throws TypeError where it is no whole number.
 * @throws RangeError where it is negative, or past 2^53 - 1.
 */
export function checkPosition(position: unknown, action: string, least: 0 | -1): number {
	return checkInteger(position, `Cannot ${action}: position`, least, Number.MAX_SAFE_INTEGER);
}
