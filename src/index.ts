/** evloop: Python's selectors and asyncio on real kernel multiplexers. */
export * from "./errors.js";
export * from "./futures/index.js";
export * from "./loop/index.js";
export * from "./selectors/index.js";
export * from "./selectors/select/index.js";
export * from "./sockets/index.js";
