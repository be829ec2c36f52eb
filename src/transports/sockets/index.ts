/** Transports of stream sockets. */
export { SocketTransport } from "./socket-transport.js";
export type { ProtocolFactory, StreamProtocol } from "./stream-protocol.js";
export { checkStreamProtocol } from "./stream-protocol.js";
