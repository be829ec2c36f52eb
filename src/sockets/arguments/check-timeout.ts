import { ValueError } from "../../errors.js";
import { showValue } from "./show-value.js";

/**
 * Checks a time limit.
 *
 * @param timeout what was given.
 * @param what the beginning of the sentence, such as `"Cannot settimeout: timeout"`.
 * @returns milliseconds; undefined for no limit, which null means as well.
 * @throws TypeError where it is no number.
 * @throws ValueError where it is negative, not a number, or infinite.
 */
export function checkTimeout(timeout: unknown, what: string): number | undefined {
	if (timeout === undefined || timeout === null) return undefined;
	if (typeof timeout !== "number") {
		throw new TypeError(`${what} must be milliseconds or undefined, got ${showValue(timeout)}`);
	}
	if (!(timeout >= 0 && timeout < Number.POSITIVE_INFINITY)) {
		throw new ValueError(`${what} must be 0 or more milliseconds, got ${timeout}; undefined means for ever`);
	}
	return timeout;
}
