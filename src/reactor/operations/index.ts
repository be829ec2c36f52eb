/** The operations of a selector loop, one a file. */
export { FilePieces } from "./file-pieces.js";
export { lookUpAddresses } from "./look-up-addresses.js";
export { lookUpNames } from "./look-up-names.js";
export { expectPeer, peerBytes, peerLength, readPeer } from "./peer-address.js";
export type { SendfileOptions } from "./sendfile-options.js";
export { sockAccept } from "./sock-accept.js";
export { sockConnect } from "./sock-connect.js";
export { sockRecv } from "./sock-recv.js";
export { sockRecvInto } from "./sock-recv-into.js";
export { sockRecvfrom } from "./sock-recvfrom.js";
export { sockRecvfromInto } from "./sock-recvfrom-into.js";
export { sockSend } from "./sock-send.js";
export { sockSendall } from "./sock-sendall.js";
export { sockSendfile } from "./sock-sendfile.js";
export { sockSendto } from "./sock-sendto.js";
export { waitReady } from "./wait-ready.js";
