/** Who waits for which descriptor. */
export { closedError } from "./closed-error.js";
export type { Descriptor } from "./descriptor.js";
export type { DescriptorOwner } from "./descriptor-owner.js";
export type { Direction } from "./direction.js";
export { ReaderHandle } from "./reader-handle.js";
export { Readiness } from "./readiness.js";
export type { ReadinessOwner } from "./readiness-owner.js";
export type { ReadyCallback } from "./ready-callback.js";
export { ReadyOperation } from "./ready-operation.js";
