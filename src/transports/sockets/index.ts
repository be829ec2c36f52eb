/** Transports of stream sockets. */
export { ownAddress, peerAddress } from "./socket-info.js";
export { SocketTransport } from "./socket-transport.js";
export type { ProtocolFactory, StreamProtocol } from "./stream-protocol.js";
export { checkStreamProtocol } from "./stream-protocol.js";
