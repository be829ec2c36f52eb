/**
 * For tests of programs that run on a loop: {@link VirtualEventLoop}, whose time jumps.
 *
 * @module
 */
export { VirtualEventLoop, type VirtualEventLoopOptions } from "./virtual-event-loop.js";
