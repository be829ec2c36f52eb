/** Signals with a descriptor. */
export { SignalFd } from "./signal-fd.js";
export type { SignalInfo } from "./signal-info.js";
