import { showValue } from "./show-value.js";

/**
 * Refuses what is not a whole number in a range.
 *
 * @param value what was given.
 * @param what the beginning of the sentence, such as `"Cannot recv: flags"`.
 * @param least the smallest that is allowed.
 * @param most the largest that is allowed.
 * @returns the number.
 * @throws TypeError where it is not a whole number.
 * @throws RangeError where it is outside the range.
 */
export function checkInteger(value: unknown, what: string, least = -0x80000000, most = 0x7fffffff): number {
	if (typeof value !== "number" || !Number.isInteger(value)) {
		throw new TypeError(`${what} must be a whole number, got ${showValue(value)}`);
	}
	if (value < least || value > most) {
		throw new RangeError(`${what} must be between ${least} and ${most}, got ${value}`);
	}
	return value;
}
