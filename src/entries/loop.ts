/**
 * The event loop: Python's `asyncio` loop inside Node's own.
 *
 * {@link getEventLoop} is this thread's loop; what it can do stands under {@link EventLoop}, by subject.
 *
 * @module
 */
/// <reference types="node" preserve="true" />
export * from "../errors.js";
export * from "../loop/index.js";
