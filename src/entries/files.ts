/**
 * Files that are read and written without blocking the loop.
 *
 * {@link open} gives an {@link AsyncFile}.
 *
 * @module
 */
/// <reference types="node" preserve="true" />
// Files know no loop; whoever imports them alone needs one all the same.
import "../loop/index.js";

export * from "../errors.js";
export * from "../files/index.js";
