/** Timers with a descriptor. */
export { CLOCK_BOOTTIME, CLOCK_MONOTONIC, CLOCK_REALTIME } from "./clock-constants.js";
export { TimerFd, type TimerFdOptions, type TimerSettimeOptions } from "./timer-fd.js";
export type { TimerSetting } from "./timer-setting.js";
