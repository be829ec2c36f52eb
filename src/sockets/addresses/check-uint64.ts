import { showValue } from "../arguments/show-value.js";

/**
 * Refuses what is no whole number of 64 bits without a sign.
 *
 * @param value a bigint, or a number up to 2^53 - 1.
 * @param what the beginning of the sentence, such as `"Cannot bind: name"`.
 * @returns the number.
 * @throws TypeError where it is no whole number.
 * @throws RangeError where it has no place in 64 bits, or is a number past what a number can tell exactly.
 */
export function checkUint64(value: unknown, what: string): bigint {
	if (typeof value !== "bigint" && (typeof value !== "number" || !Number.isInteger(value))) {
		throw new TypeError(`${what} must be a bigint or a whole number, got ${showValue(value)}`);
	}
	const exact = typeof value === "bigint" || Number.isSafeInteger(value);
	if (!exact || value < 0 || value > 0xffffffffffffffffn) {
		throw new RangeError(`${what} must be between 0 and 2^64 - 1, and a bigint past 2^53 - 1, got ${value}`);
	}
	return BigInt(value);
}
