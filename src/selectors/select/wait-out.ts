/** Waits to the end, whatever interrupts. */
import { deadlineOf, timeLeft } from "../deadline.js";

/**
 * Repeats a kernel's wait until it has found something or the time is up.
 *
 * @param timeout milliseconds; `undefined` for ever.
 * @param once waits once for at most so long, and returns how much it found, or less than 0 after a signal.
 * @returns how much was found.
 * @throws TypeError where the timeout is not a number.
 * @throws ValueError where it is `NaN`.
 */
export function waitOut(timeout: number | undefined, once: (timeLeft: number) => number): number {
	const deadline = deadlineOf(timeout);
	for (;;) {
		const count = once(timeLeft(deadline));
		if (count > 0) return count;
		if (deadline === 0 || timeLeft(deadline) === 0) return 0;
	}
}
