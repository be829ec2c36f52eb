import type { SocketTable } from "../socket-table.js";

/** The table of sockets of freebsd. */
export const sockets: SocketTable = {};
