/** io_uring: the ring, and the engine of a loop that waits with it. */
export type { Completion } from "./completion.js";
export { makeProactorEngine } from "./make-proactor-engine.js";
export type { RequestDetails } from "./request-details.js";
export { Ring } from "./ring.js";
export { ringAccept } from "./ring-accept.js";
export { RingBell } from "./ring-bell.js";
export { RingDriver } from "./ring-driver.js";
export { ringRecv } from "./ring-recv.js";
export { ringRefusal } from "./ring-refusal.js";
export { triedOnce } from "./tried-once.js";
