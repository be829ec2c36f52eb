/** io_uring: the ring, and the driver of a loop that waits with it. */
export type { Completion } from "./completion.js";
export { makeProactorEngine } from "./make-proactor-engine.js";
export type { ReceiveFlow } from "./receive-flow.js";
export { type RequestDetails, Ring } from "./ring.js";
export { ringRecv } from "./ring-recv.js";
export { ringRefusal } from "./ring-refusal.js";
