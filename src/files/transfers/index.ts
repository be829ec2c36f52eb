/** How bytes get from a file into memory, and back. */
export type { Channel } from "./channel.js";
export type { DescriptorState } from "./descriptor-state.js";
export { finishOperation } from "./finish-operation.js";
export { PlacedChannel } from "./placed-channel.js";
export { readAll } from "./read-all.js";
export { readInto } from "./read-into.js";
export { readSome } from "./read-some.js";
export { StreamChannel } from "./stream-channel.js";
export { Turnstile } from "./turnstile.js";
export { writeAll } from "./write-all.js";
