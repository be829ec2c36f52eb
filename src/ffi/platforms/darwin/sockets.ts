import type { SocketTable } from "../socket-table.js";

/** The table of sockets of darwin. */
export const sockets: SocketTable = {};
