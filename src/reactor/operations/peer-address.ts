/** Room for the address that recvfrom and accept fill in. */
import { getpeername, SOCKADDR_STORAGE_SIZE } from "../../ffi/index.js";
import type { Address } from "../../sockets/index.js";
import { decodeAddress, type PackedAddress, packAddress } from "../../sockets/internals.js";

/** The kernel writes here; shared by all operations of the thread, since each reads it before another call is made. */
export const peerBytes = Buffer.allocUnsafeSlow(SOCKADDR_STORAGE_SIZE);
/** The room before the call, the address's length after it. */
export const peerLength = new Uint32Array(1);

/** Makes room for the next address. */
export function expectPeer(): void {
	peerLength[0] = peerBytes.length;
}

/**
 * Reads the address that the last call left.
 *
 * @returns the address; `undefined` where the peer has none.
 */
export function readPeer(): Address | undefined {
	return decodeAddress(peerBytes, peerLength[0] ?? 0);
}

/**
 * Reads the address that the last call left, to be kept.
 *
 * @returns it in small; `undefined` where the peer has none.
 */
export function packPeer(): PackedAddress | undefined {
	return packAddress(peerBytes, peerLength[0] ?? 0);
}

/**
 * Asks who is at the other end of a connection.
 *
 * @param fd its descriptor.
 * @returns the address in small; `undefined` where there is none, or not any more.
 */
export function askPeer(fd: number): PackedAddress | undefined {
	expectPeer();
	return getpeername(fd, peerBytes, peerLength) < 0 ? undefined : packPeer();
}
