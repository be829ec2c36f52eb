/** The check of a time limit. */

import { ValueError } from "../../errors.js";
import { show } from "../../internal/index.js";

/**
 * Refuses what is no time limit.
 *
 * @param ms what was passed.
 * @param what what it was passed for, such as `"wait"`.
 * @throws ValueError if it is neither a number nor `undefined`.
 */
export function checkTimeout(ms: unknown, what: string): void {
	if (ms === undefined || (typeof ms === "number" && !Number.isNaN(ms))) return;
	throw new ValueError(`Cannot ${what}: the time must be a number of milliseconds, got ${show(ms)}`);
}
