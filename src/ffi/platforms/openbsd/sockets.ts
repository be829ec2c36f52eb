import type { SocketTable } from "../socket-table.js";

/** The table of sockets of openbsd. */
export const sockets: SocketTable = {};
