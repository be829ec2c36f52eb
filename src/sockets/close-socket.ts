import { constants } from "node:os";
import { osError } from "../errors.js";
import { close, errno } from "../ffi/index.js";
import { announceClosing } from "./close-listeners.js";
import type { SocketState } from "./socket-state.js";

/**
 * Takes the descriptor out of a socket: from here on the socket is closed, whatever listeners do.
 *
 * @param state the socket.
 * @returns the descriptor, still open, or -1 where there was none.
 */
export function releaseDescriptor(state: SocketState): number {
	const fd = state.fd;
	if (fd < 0) return -1;
	state.fd = -1;
	announceClosing(fd);
	return fd;
}

/**
 * Closes a socket; a closed one stays as it is.
 *
 * @param state the socket.
 * @throws OSError where close(2) fails, as it does when somebody else has closed the number.
 */
export function closeSocket(state: SocketState): void {
	const fd = state.fd;
	if (fd < 0) return;
	try {
		releaseDescriptor(state);
	} finally {
		closeDescriptor(fd);
	}
}

function closeDescriptor(fd: number): void {
	if (close(fd) === 0) return;
	const number = errno();
	// The number is free in both cases: EINTR must not be retried, and ECONNRESET tells of a peer, not of us.
	if (number === constants.errno.EINTR || number === constants.errno.ECONNRESET) return;
	throw osError(number, "close", { fd });
}
