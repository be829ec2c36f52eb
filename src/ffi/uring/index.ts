/** io_uring: its numbers, its memory and its system calls. */
export { ioUringEnter, ioUringRegister } from "../libc/uring.js";
export {
	acceptFlag,
	cqeBufferShift,
	cqeFlag,
	cqeLayout,
	eventfdDisabled,
	fsyncDataOnly,
	recvSendFlag,
	sqeFlag,
	sqeLayout,
	sqFlag,
	uringEnter,
	uringFeature,
	uringMap,
	uringOp,
	uringParams,
	uringRegister,
	uringSetup,
} from "./constants.js";
export { probeRing } from "./probe-ring.js";
export { RingMemory } from "./ring-memory.js";
export { hasNeededFeatures, type RingSetup, setUpRing } from "./set-up-ring.js";
