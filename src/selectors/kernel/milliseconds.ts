/** Time as `poll`, `epoll_wait` and /dev/poll take it. */

/** The longest that C's int can say: 24.8 days. Whoever waits longer is called again with the time left. */
const longest = 2 ** 31 - 1;

/**
 * Whole milliseconds for the kernel.
 *
 * @param timeout milliseconds with fractions, not negative; `Infinity` for ever.
 * @returns rounded up, so that no wait ends early; -1 for ever.
 */
export function wholeMilliseconds(timeout: number): number {
	if (timeout === Number.POSITIVE_INFINITY) return -1;
	return Math.min(Math.ceil(timeout), longest);
}
