/**
 * How long a wait may still last.
 *
 * A wait that a signal interrupts, or that is longer than its kernel call can express, goes on with the time left. So its
 * end is fixed once, on the monotonic clock, and each kernel call gets what remains of it. `0` as a deadline means that
 * there is no waiting, `Infinity` that there is no end: neither looks at the clock.
 */
import { ValueError } from "../errors.js";
import { show } from "../internal/index.js";

/**
 * The moment at which a wait ends.
 *
 * @param timeout milliseconds; `undefined` is for ever, 0 and less is no waiting.
 * @returns the moment, as `performance.now()` counts; 0 for no waiting, `Infinity` for ever.
 * @throws TypeError where the timeout is not a number.
 * @throws ValueError where it is `NaN`.
 */
export function deadlineOf(timeout: number | undefined): number {
	if (timeout === undefined) return Number.POSITIVE_INFINITY;
	if (typeof timeout !== "number") {
		throw new TypeError(`Invalid timeout: ${show(timeout)} is not a number of milliseconds`);
	}
	if (timeout <= 0) return 0;
	if (timeout > 0) return performance.now() + timeout;
	throw new ValueError("Invalid timeout: NaN is not a number of milliseconds");
}

/**
 * What is left until a deadline.
 *
 * @param deadline what `deadlineOf` gave.
 * @returns milliseconds with fractions, never negative.
 */
export function timeLeft(deadline: number): number {
	if (deadline === 0 || deadline === Number.POSITIVE_INFINITY) return deadline;
	return Math.max(deadline - performance.now(), 0);
}
