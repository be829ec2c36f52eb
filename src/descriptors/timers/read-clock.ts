import { clockGettime, syscall, TimerSpec } from "../../ffi/index.js";

/**
 * What a clock shows.
 *
 * @param clock its number.
 * @returns milliseconds, with fractions.
 * @throws OSError where the machine does not have it.
 */
export function readClock(clock: number): number {
	const time = new TimerSpec();
	syscall("clock_gettime", clockGettime(clock, time.bytes));
	return time.interval;
}
