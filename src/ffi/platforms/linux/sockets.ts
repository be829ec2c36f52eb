import type { SocketTable } from "../socket-table.js";

/** The table of sockets of linux. */
export const sockets: SocketTable = {};
