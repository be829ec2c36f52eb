import { ValueError } from "../../errors.js";
import { showValue } from "../../sockets/internals.js";

/**
 * Refuses what is no duration or moment.
 *
 * @param value what was given.
 * @param what the beginning of the sentence, such as `"Cannot settime: initial"`.
 * @returns milliseconds, not negative, with fractions.
 * @throws TypeError where it is no number.
 * @throws ValueError where it is negative, not a number, or too large to be exact.
 */
export function checkMilliseconds(value: unknown, what: string): number {
	if (typeof value !== "number") throw new TypeError(`${what} must be milliseconds, got ${showValue(value)}`);
	if (!(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) {
		throw new ValueError(`${what} must be 0 or more milliseconds, up to 2^53 - 1, got ${value}`);
	}
	return value;
}
