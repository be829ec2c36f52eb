/** What can be awaited beside sockets: the makers of descriptors, and a friendly face for each. */
export type { DescriptorLoop, DescriptorLoopOptions } from "./descriptor-loop.js";
export { EventFd, type EventFdOptions } from "./event-fd.js";
export { flock } from "./flock.js";
export * from "./inotify/index.js";
export type { KqueueMakerOptions } from "./kqueue/index.js";
export { LOCK_EX, LOCK_NB, LOCK_SH, LOCK_UN } from "./lock-constants.js";
export { MemFd } from "./mem-fd.js";
export { type MemfdOptions, memfd } from "./memfd.js";
export {
	F_SEAL_EXEC,
	F_SEAL_FUTURE_WRITE,
	F_SEAL_GROW,
	F_SEAL_SEAL,
	F_SEAL_SHRINK,
	F_SEAL_WRITE,
	MFD_ALLOW_SEALING,
	MFD_EXEC,
	MFD_HUGETLB,
	MFD_NOEXEC_SEAL,
} from "./memfd-constants.js";
export { type PipeOptions, pipe } from "./pipe.js";
export { PipeReader } from "./pipe-reader.js";
export { PipeWriter } from "./pipe-writer.js";
export * from "./processes/index.js";
export * from "./signals/index.js";
export * from "./terminals/index.js";
export * from "./timers/index.js";
export { openTun, type TunOptions } from "./tun/open-tun.js";
export { type TunDetails, TunDevice, type TunReadOptions } from "./tun/tun-device.js";
export { waitFlock } from "./wait-flock.js";
