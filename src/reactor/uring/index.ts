/** io_uring: the ring, and the engine of a loop that waits with it. */
export { makeProactorEngine } from "./make-proactor-engine.js";
export { ringAccept } from "./ring-accept.js";
export { ringRecv } from "./ring-recv.js";
export { ringRefusal } from "./ring-refusal.js";
