/** Binding, connecting, listening. */
import { constants } from "node:os";
import { type OSErrorOptions, osError } from "../errors.js";
import { errno, platform, syscall } from "../ffi/index.js";
import { bind, connect, listen } from "../ffi/libc/sockets.js";
import type { Address } from "./addresses/address.js";
import { resolveAddress } from "./addresses/resolve-address.js";
import { checkInteger } from "./arguments/check-integer.js";
import { readOption } from "./options.js";
import { openDescriptor, type SocketState } from "./socket-state.js";
import { deadlineAfter, waitReady } from "./wait-ready.js";

const { SOL_SOCKET, SO_ERROR, SOMAXCONN } = platform.sockets.constants;
const { EINPROGRESS, EINTR } = constants.errno;

/**
 * What an error says of the address that it is about.
 *
 * @internal
 * @param address the address as the caller gave it.
 * @returns the fields of an OSError.
 */
export function addressDetails(address: Address): Pick<OSErrorOptions, "address" | "port"> {
	if (typeof address === "string") return { address };
	if (address instanceof Uint8Array) return { address: Buffer.from(address).toString("latin1") };
	return { address: address[0], port: address[1] };
}

/** {@link SocketState}'s side of `Socket.bind`. */
export function bindSocket(state: SocketState, address: Address): void {
	openDescriptor(state, "bind");
	const bytes = resolveAddress(state.family, address, "bind");
	const fd = openDescriptor(state, "bind");
	syscall("bind", bind(fd, bytes, bytes.length), { fd, ...addressDetails(address) });
}

/** {@link SocketState}'s side of `Socket.listen`. */
export function listenSocket(state: SocketState, backlog: number = Math.min(SOMAXCONN, 128)): void {
	checkInteger(backlog, "Cannot listen: backlog");
	const fd = openDescriptor(state, "listen");
	// A negative backlog means different things to different systems; Python makes it 0.
	syscall("listen", listen(fd, Math.max(0, backlog)), { fd });
}

/**
 * {@link SocketState}'s side of `Socket.connectEx`.
 *
 * A connection attempt that cannot be finished at once goes on in the kernel: with a time limit, or after a signal, wait
 * until the socket can be written to and ask for the outcome.
 *
 * @returns 0 or the positive error number.
 * @throws TimeoutError where the socket's time is over.
 */
export function connectSocket(state: SocketState, address: Address): number {
	openDescriptor(state, "connect");
	const bytes = resolveAddress(state.family, address, "connect");
	const fd = openDescriptor(state, "connect");
	const deadline = deadlineAfter(state.timeout);
	if (connect(fd, bytes, bytes.length) === 0) return 0;
	const number = errno();
	const goesOn = number === EINTR ? state.timeout !== 0 : number === EINPROGRESS && Boolean(state.timeout);
	if (!goesOn) return number;
	waitReady(fd, true, deadline, "connect");
	return readOption(fd, SOL_SOCKET, SO_ERROR);
}

/** {@link SocketState}'s side of `Socket.connect`. */
export function connectOrThrow(state: SocketState, address: Address): void {
	const number = connectSocket(state, address);
	if (number !== 0) throw osError(number, "connect", addressDetails(address));
}
