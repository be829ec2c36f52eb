/** The check of the numbers that go into C's structs. */
import { ValueError } from "../../errors.js";
import { show } from "../../internal/index.js";

/**
 * Checks an integer.
 *
 * @param name what it is, for the message.
 * @param value what the caller passed.
 * @param lowest the smallest that fits.
 * @param highest the largest that fits.
 * @returns it.
 * @throws TypeError where it is not a number.
 * @throws ValueError where it is no integer, or does not fit; so is `NaN`, which stands for what the platform lacks.
 */
export function checkedInteger(name: string, value: number, lowest: number, highest: number): number {
	if (typeof value !== "number") throw new TypeError(`Invalid ${name}: ${show(value)} is not a number`);
	if (!Number.isInteger(value) || value < lowest || value > highest) {
		throw new ValueError(`Invalid ${name}: ${value} is not an integer from ${lowest} to ${highest}`);
	}
	return value + 0;
}

/**
 * Checks 32 bits of flags. Where bit 31 is among them (EPOLLET), JavaScript's `|` gives a negative number: that is the
 * same bits.
 *
 * @param name what it is, for the message.
 * @param value what the caller passed.
 * @returns the flags, unsigned.
 * @throws TypeError where it is not a number.
 * @throws ValueError where it is no integer, or does not fit.
 */
export function checkedFlags(name: string, value: number): number {
	return checkedInteger(name, value, -(2 ** 31), 2 ** 32 - 1) >>> 0;
}
