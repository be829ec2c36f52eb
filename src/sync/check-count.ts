/** Refuses what is no count. */
import { ValueError } from "../errors.js";
import { show } from "../internal/index.js";

/**
 * Checks a number of things: a whole number, or Infinity.
 *
 * @param value what was passed.
 * @param what what it is called: "the value of a semaphore".
 * @param least the smallest that will do.
 * @returns the number.
 * @throws TypeError if it is no number.
 * @throws ValueError if it is no whole number, or too small.
 */
export function checkCount(value: number, what: string, least: number): number {
	if (typeof value !== "number") throw new TypeError(`Cannot use ${show(value)} as ${what}: it is no number`);
	if (!Number.isInteger(value) && Math.abs(value) !== Number.POSITIVE_INFINITY) {
		throw new ValueError(`Cannot use ${value} as ${what}: it is no whole number`);
	}
	if (value < least) throw new ValueError(`Cannot use ${value} as ${what}: it must be at least ${least}`);
	return value;
}
