/** Positions and lengths. */
import { ValueError } from "../../errors.js";
import { checkInteger } from "../../sockets/internals.js";

/**
 * Refuses what is no position or length, or not one that O_DIRECT allows.
 *
 * @param value what was given.
 * @param what the beginning of the sentence, such as `"Cannot pread: position"`.
 * @param alignment what it must be a multiple of.
 * @param most the largest that is allowed.
 * @returns the number.
 * @throws TypeError or RangeError if it is no such number.
 * @throws ValueError if it is no multiple.
 */
export function checkPlace(
	value: unknown,
	what: string,
	alignment: number,
	most: number = Number.MAX_SAFE_INTEGER,
): number {
	const number = checkInteger(value, what, 0, most);
	if (number % alignment === 0) return number;
	throw new ValueError(`${what} must be a multiple of ${alignment} with O_DIRECT, got ${number}`);
}
