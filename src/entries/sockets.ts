/**
 * Sockets and descriptors: Python's `socket` module over the C library, and what else the kernel gives a descriptor for.
 *
 * A socket's calls block the thread as its time limit says; the event loop's operations take the same sockets and block
 * nothing.
 *
 * @module
 */
/// <reference types="node" preserve="true" />
// The makers of descriptors know no loop; whoever imports them alone needs one all the same.
import "../loop/index.js";

export * from "../descriptors/index.js";
export * from "../errors.js";
export * from "../sockets/index.js";
