/**
 * For tests of programs that run on a loop: {@link VirtualEventLoop}, whose time jumps.
 *
 * @module
 */
/// <reference types="node" preserve="true" />
export * from "../errors.js";
export * from "../testing/index.js";
