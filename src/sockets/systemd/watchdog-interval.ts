/** How often the service manager wants to hear that this process is alive: WATCHDOG_USEC. */
import { ValueError } from "../../errors.js";
import { environmentNumber } from "./environment.js";

/**
 * Tells how long the service manager waits for a `WATCHDOG=1` before it takes this process for dead. Notify in half of that.
 *
 * @returns milliseconds, fractions among them; undefined where nobody watches this process: WATCHDOG_USEC is not set, or
 *   WATCHDOG_PID is another process.
 * @throws ValueError where a variable is no number, or the time is 0.
 * @example
 * ```ts
 * import { sdNotify, watchdogInterval } from "evloop";
 *
 * const interval = watchdogInterval();
 * const timer = interval && setInterval(() => sdNotify("WATCHDOG=1"), interval / 2);
 * console.log(timer === undefined); // true
 * ```
 * @see https://www.freedesktop.org/software/systemd/man/latest/sd_watchdog_enabled.html
 */
export function watchdogInterval(): number | undefined {
	const pid = environmentNumber("WATCHDOG_PID", 0x7fffffff, "read the watchdogInterval");
	if (pid !== undefined && pid !== process.pid) return undefined;
	const microseconds = environmentNumber(
		"WATCHDOG_USEC",
		Number.MAX_SAFE_INTEGER,
		"read the watchdogInterval",
	);
	if (microseconds === 0) throw new ValueError("Cannot read the watchdogInterval: WATCHDOG_USEC is 0");
	return microseconds === undefined ? undefined : microseconds / 1000;
}
