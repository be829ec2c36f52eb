/** Processes with a descriptor. */
export { peerPidFd } from "./peer-pid-fd.js";
export { PidFd, type PidFdOptions } from "./pid-fd.js";
export type { ProcessExit } from "./process-exit.js";
