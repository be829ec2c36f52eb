import { acceptCloexec, SOCKADDR_STORAGE_SIZE } from "../ffi/index.js";
import type { Address } from "./addresses/address.js";
import { decodeAddress } from "./addresses/codecs.js";
import { callBlocking } from "./call-blocking.js";
import { openDescriptor, type SocketState } from "./socket-state.js";

const bytes = Buffer.allocUnsafeSlow(SOCKADDR_STORAGE_SIZE);
const length = new Uint32Array(1);

/**
 * `Socket.accept`.
 *
 * @param state the listening socket.
 * @param nonblocking whether the new descriptor shall be non-blocking.
 * @returns the new descriptor and the peer's address.
 */
export function acceptConnection(
	state: SocketState,
	nonblocking: boolean,
): [fd: number, address: Address | undefined] {
	const fd = openDescriptor(state, "accept");
	const accepted = callBlocking(state, fd, "accept", false, () => {
		length[0] = bytes.length;
		return acceptCloexec(fd, bytes, length, nonblocking);
	});
	return [accepted, decodeAddress(bytes, length[0] ?? 0)];
}
