/** A socket's own address and its peer's. */
import {
	getpeername,
	getsockname,
	readSockaddrFamily,
	SOCKADDR_STORAGE_SIZE,
	syscall,
} from "../ffi/index.js";
import type { Address } from "./addresses/address.js";
import { decodeAddress } from "./addresses/codecs.js";
import { openDescriptor, type SocketState } from "./socket-state.js";

const bytes = Buffer.allocUnsafeSlow(SOCKADDR_STORAGE_SIZE);
const length = new Uint32Array(1);

/**
 * Asks for one of the two names.
 *
 * @param state the socket.
 * @param name which one.
 * @returns the address.
 * @throws OSError where there is none, such as ENOTCONN.
 */
export function socketName(state: SocketState, name: "getsockname" | "getpeername"): Address {
	const fd = openDescriptor(state, name);
	const call = name === "getsockname" ? getsockname : getpeername;
	length[0] = bytes.length;
	syscall(name, call(fd, bytes, length), { fd });
	// The kernel always gives a family here, so this is never undefined; an empty Unix name is "".
	return decodeAddress(bytes, length[0] ?? 0) ?? "";
}

/**
 * The family of a socket, from its own address: for systems without SO_DOMAIN.
 *
 * @param fd the descriptor.
 * @returns the address family.
 * @throws OSError where it is no socket.
 */
export function socketFamily(fd: number): number {
	// Were the kernel to write nothing at all, the family of an earlier call must not be read.
	bytes.fill(0, 0, 2);
	length[0] = bytes.length;
	syscall("getsockname", getsockname(fd, bytes, length), { fd });
	return readSockaddrFamily(bytes);
}
