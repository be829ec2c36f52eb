/** What a server's socket does before it accepts. */
import { bind, closeAtThreadEnd, listen, platform, syscall } from "../ffi/index.js";
import type { Address } from "./addresses/address.js";
import { addressDetails } from "./addresses/address-details.js";
import { resolveAddress } from "./addresses/resolve-address.js";
import { checkInteger } from "./arguments/check-integer.js";
import { openDescriptor, type SocketState } from "./socket-state.js";

const usualBacklog = Math.min(platform.sockets.constants.SOMAXCONN, 128);

/** `Socket.bind`. */
export function bindSocket(state: SocketState, address: Address): void {
	openDescriptor(state, "bind");
	const bytes = resolveAddress(state.family, address, "bind");
	// Asked again: reading the address may have run code of the caller's, such as a getter that closes the socket.
	const fd = openDescriptor(state, "bind");
	syscall("bind", bind(fd, bytes, bytes.length), { fd, ...addressDetails(address) });
}

/** `Socket.listen`. */
export function listenSocket(state: SocketState, backlog: number = usualBacklog): void {
	checkInteger(backlog, "Cannot listen: backlog");
	const fd = openDescriptor(state, "listen");
	// A negative backlog means different things to different systems; Python makes it 0.
	syscall("listen", listen(fd, Math.max(0, backlog)), { fd });
	// A worker that is terminated closes nothing by itself, and the kernel would go on to give its listener connections.
	closeAtThreadEnd(fd);
}
