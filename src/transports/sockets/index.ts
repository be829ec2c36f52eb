/** Transports of stream sockets. */

export { fillProtocol } from "./fill-protocol.js";
export { JoinedPieces } from "./joined-pieces.js";
export { openSocketTransport } from "./open-socket-transport.js";
export { ownAddress, peerAddress } from "./socket-info.js";
export { SocketTransport } from "./socket-transport.js";
export type { ProtocolFactory, StreamProtocol } from "./stream-protocol.js";
export { checkStreamProtocol, isBuffered, roomOf } from "./stream-protocol.js";
