/** Looks for what comes next, without sleeping. */
import { monotonicClock } from "./clock.js";

/** How often is looked at most, should the clock stand still. */
const mostLooks = 64;

/**
 * Looks again and again, without sleeping, until there is something.
 *
 * @param duration for how long, in milliseconds; it is looked at least once.
 * @param look looks once; says whether there is something.
 * @returns whether there is.
 */
export function lookOut(duration: number, look: () => boolean): boolean {
	const end = monotonicClock.time() + duration;
	for (let looks = 0; looks < mostLooks; looks += 1) {
		if (look()) return true;
		if (monotonicClock.time() >= end) return false;
	}
	return false;
}
