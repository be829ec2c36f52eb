/** Sockets: Python's `socket` module over the C library. */
export type { Address, Inet6Address, InetAddress, UnixAddress } from "./addresses/address.js";
export { decodeAddress, encodeAddress } from "./addresses/codecs.js";
export { resolveAddress } from "./addresses/resolve-address.js";
export { type BytesLike, checkBytes, checkRoom } from "./arguments/check-bytes.js";
export { checkInteger } from "./arguments/check-integer.js";
export { addCloseListener } from "./close-listeners.js";
export { addressDetails } from "./connect.js";
export { Socket, socketFromDescriptor, socketpair } from "./socket.js";
export { getdefaulttimeout, setdefaulttimeout } from "./timeouts.js";
