/** What `seek` is given. */
import { ValueError } from "../../errors.js";
import { checkInteger, showValue } from "../../sockets/internals.js";
import { SEEK_CUR, SEEK_END, SEEK_SET } from "../seek-constants.js";

/**
 * Refuses what a place cannot be moved by.
 *
 * @param offset how far.
 * @param whence from where.
 * @throws TypeError or RangeError if `offset` is no such number.
 * @throws ValueError if `whence` is something else.
 */
export function checkSeek(offset: unknown, whence: unknown): void {
	if (whence !== SEEK_SET && whence !== SEEK_CUR && whence !== SEEK_END) {
		throw new ValueError(
			`Cannot seek: whence must be SEEK_SET, SEEK_CUR or SEEK_END, got ${showValue(whence)}`,
		);
	}
	const least = whence === SEEK_SET ? 0 : Number.MIN_SAFE_INTEGER;
	checkInteger(offset, "Cannot seek: offset", least, Number.MAX_SAFE_INTEGER);
}
