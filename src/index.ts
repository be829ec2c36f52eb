/**
 * Everything, in one place: what the other entry points export, and every class of error.
 *
 * @module
 */
/// <reference types="node" preserve="true" />
export * from "./descriptors/index.js";
export * from "./errors.js";
export * from "./files/index.js";
export * from "./futures/index.js";
export * from "./loop/index.js";
export * from "./selectors/index.js";
export * from "./selectors/select/index.js";
export * from "./sockets/index.js";
export * from "./streams/index.js";
export * from "./sync/index.js";
