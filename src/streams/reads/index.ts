/** Reads that wait, each of another thing. */
export { ExactRead } from "./exact-read.js";
export type { PendingRead } from "./pending-read.js";
export type { ReadSource } from "./read-source.js";
export { RestRead } from "./rest-read.js";
export { SomeRead } from "./some-read.js";
export { UntilRead } from "./until-read.js";
