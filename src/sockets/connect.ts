/** Connecting, to the end or only begun. */
import { constants } from "node:os";
import { osError, TimeoutError } from "../errors.js";
import { connect, errno, platform } from "../ffi/index.js";
import type { Address } from "./addresses/address.js";
import { addressDetails } from "./addresses/address-details.js";
import { resolveAddress } from "./addresses/resolve-address.js";
import { readOption } from "./raw-options.js";
import { openDescriptor, type SocketState } from "./socket-state.js";
import { deadlineAfter, waitReady } from "./wait-ready.js";

const { SOL_SOCKET, SO_ERROR } = platform.sockets.constants;
const { EINPROGRESS, EINTR, EWOULDBLOCK } = constants.errno;

/** `Socket.connect`. */
export function connectSocket(state: SocketState, address: Address): void {
	const number = attempt(state, address);
	if (number !== 0) throw osError(number, "connect", addressDetails(address));
}

/** `Socket.connectEx`: as Python, it tells of a time limit as EWOULDBLOCK. */
export function connectSocketEx(state: SocketState, address: Address): number {
	try {
		return attempt(state, address);
	} catch (error) {
		if (error instanceof TimeoutError) return EWOULDBLOCK;
		throw error;
	}
}

/**
 * Connects, and returns 0 or the positive error number.
 *
 * An attempt that cannot be finished at once goes on in the kernel: with a time limit, or after a signal, wait until the
 * socket can be written to and ask for the outcome.
 */
function attempt(state: SocketState, address: Address): number {
	openDescriptor(state, "connect");
	const bytes = resolveAddress(state.family, address, "connect");
	// Asked again: reading the address may have run code of the caller's, such as a getter that closes the socket.
	const fd = openDescriptor(state, "connect");
	const deadline = deadlineAfter(state.timeout);
	if (connect(fd, bytes, bytes.length) === 0) return 0;
	const number = errno();
	const goesOn = number === EINTR ? state.timeout !== 0 : number === EINPROGRESS && Boolean(state.timeout);
	if (!goesOn) return number;
	waitReady(fd, true, deadline, "connect");
	return readOption(fd, SOL_SOCKET, SO_ERROR);
}
