/**
 * The clocks of timers; `NaN` where the system does not have one.
 *
 * @see https://docs.python.org/3/library/time.html#clock-id-constants
 */
import { platform } from "../../ffi/index.js";

const { descriptors } = platform;

/** The time of day, in milliseconds since 1970; it may be set. */
export const CLOCK_REALTIME: number = descriptors.CLOCK_REALTIME;

/** A clock that only goes on; it stands still while the machine sleeps (Linux). */
export const CLOCK_MONOTONIC: number = descriptors.CLOCK_MONOTONIC;

/** As CLOCK_MONOTONIC, and goes on while the machine sleeps. */
export const CLOCK_BOOTTIME: number = descriptors.CLOCK_BOOTTIME;
