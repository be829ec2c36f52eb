/**
 * The raw objects: Python's `select`. In milliseconds; otherwise as there.
 *
 * @module
 */
/// <reference types="node" preserve="true" />
export * from "../errors.js";
export * from "../selectors/select/index.js";
