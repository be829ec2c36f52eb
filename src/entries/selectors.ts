/**
 * Selectors: waiting for many descriptors at once. Python's `selectors`.
 *
 * {@link DefaultSelector} is the best that this machine can use; the others can be named.
 *
 * @module
 */
/// <reference types="node" preserve="true" />
export * from "../errors.js";
export * from "../selectors/index.js";
