/** The check of how many events a wait may bring. */
import { ValueError } from "../errors.js";
import { show } from "../internal/index.js";

/**
 * Checks a wait's `maxEvents`.
 *
 * @param maxEvents what the caller passed; no limit if absent.
 * @returns the limit.
 * @throws ValueError where it is not a positive integer.
 */
export function checkedMaxEvents(maxEvents: number | undefined): number {
	if (maxEvents === undefined) return Number.POSITIVE_INFINITY;
	if (maxEvents > 0 && (Number.isInteger(maxEvents) || maxEvents === Number.POSITIVE_INFINITY))
		return maxEvents;
	throw new ValueError(`Invalid maxEvents: ${show(maxEvents)} is not a positive integer`);
}
