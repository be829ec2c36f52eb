/** Servers. */
export { createServer, type LoopServerOptions, type ServerHost } from "./create-server.js";
export { createUnixServer, type UnixServerOptions } from "./create-unix-server.js";
export { Server } from "./server.js";
export type { ServerOptions } from "./server-options.js";
