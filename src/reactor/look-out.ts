/** How often is looked at most, should the clock stand still, as a test's does. */
const mostLooks = 64;

/**
 * Looks again and again, without sleeping, until there is something.
 *
 * @param duration for how long, in milliseconds; it is looked at least once.
 * @param look looks once; says whether there is something.
 * @returns whether there is.
 */
export function lookOut(duration: number, look: () => boolean): boolean {
	const end = performance.now() + duration;
	for (let looks = 0; looks < mostLooks; looks += 1) {
		if (look()) return true;
		if (performance.now() >= end) return false;
	}
	return false;
}
