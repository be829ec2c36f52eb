/** What a system without a maker says. */
import { NotImplementedError } from "../errors.js";
import { platform } from "../ffi/index.js";

/**
 * Refuses where the system has no such descriptors.
 *
 * @param constant one of the maker's numbers, `NaN` where the system has none.
 * @param what what cannot be made: `"a timerfd"`.
 * @param instead what serves there.
 * @throws NotImplementedError where the number is `NaN`.
 */
export function requireMaker(constant: number, what: string, instead: string): void {
	if (!Number.isNaN(constant)) return;
	throw new NotImplementedError(`Cannot make ${what}: ${platform.name} has none; ${instead}`);
}
