/** Who waits for which descriptor. */
export { closedError } from "./closed-error.js";
export type { Direction } from "./direction.js";
export { ReaderHandle } from "./reader-handle.js";
export { Readiness, type ReadinessOwner } from "./readiness.js";
export { ReadyOperation } from "./ready-operation.js";
