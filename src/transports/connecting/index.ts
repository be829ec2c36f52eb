/** Making connections. */
export {
	type ConnectAcceptedSocketOptions,
	connectAcceptedSocket,
} from "./connect-accepted-socket.js";
export type { ConnectHostOptions } from "./connect-host.js";
export { createConnection, type LoopConnectionOptions } from "./create-connection.js";
export { createUnixConnection, type UnixConnectionOptions } from "./create-unix-connection.js";
export { type Connection, makeTransport } from "./make-transport.js";
