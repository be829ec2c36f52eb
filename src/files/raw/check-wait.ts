/** Checks how long to wait. */
import { showValue } from "../../sockets/internals.js";

/**
 * Refuses what is no time.
 *
 * @param timeout what was given, in milliseconds.
 * @param action the operation, for the error.
 * @returns the time; `undefined` for ever.
 * @throws TypeError where it is no number.
 * @throws RangeError where it is negative or NaN.
 */
export function checkWait(timeout: unknown, action: string): number | undefined {
	if (timeout === undefined) return undefined;
	if (typeof timeout !== "number") {
		throw new TypeError(
			`Cannot ${action}: timeout must be a number of milliseconds, got ${showValue(timeout)}`,
		);
	}
	if (!(timeout >= 0)) throw new RangeError(`Cannot ${action}: timeout must not be negative, got ${timeout}`);
	return timeout === Number.POSITIVE_INFINITY ? undefined : timeout;
}
