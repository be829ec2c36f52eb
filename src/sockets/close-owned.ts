import { constants } from "node:os";
import { osError } from "../errors.js";
import { close, errno, keepAtThreadEnd } from "../ffi/index.js";
import { announceClosing } from "./close-listeners.js";

/** What is open until it is closed. */
export interface OpenDescriptor {
	/** The descriptor; -1 once closed or detached. */
	fd: number;
}

/**
 * Takes the descriptor out of a socket, or of what else owns one: that is closed from here on, the descriptor stays open.
 *
 * @param state the owner.
 * @returns the descriptor, or -1 where there was none.
 * @throws whatever a close listener throws; then the socket keeps its descriptor, which would be lost otherwise.
 */
export function detachDescriptor(state: OpenDescriptor): number {
	const fd = state.fd;
	if (fd < 0) return -1;
	state.fd = -1;
	try {
		announceClosing(fd);
	} catch (error) {
		state.fd = fd;
		throw error;
	}
	keepAtThreadEnd(fd);
	return fd;
}

/**
 * Closes a socket, or what else owns a descriptor; what is closed stays as it is. While the listeners hear of it the owner
 * is closed and the descriptor still open.
 *
 * @param state the owner.
 * @throws whatever a close listener throws, once the descriptor is closed.
 * @throws OSError where close(2) fails, as it does when somebody else has closed the number.
 */
export function closeOwned(state: OpenDescriptor): void {
	const fd = state.fd;
	if (fd < 0) return;
	state.fd = -1;
	try {
		announceClosing(fd);
	} finally {
		closeDescriptor(fd);
	}
}

function closeDescriptor(fd: number): void {
	keepAtThreadEnd(fd);
	if (close(fd) === 0) return;
	const number = errno();
	// The number is free in both cases: EINTR must not be retried, and ECONNRESET tells of a peer, not of us.
	if (number === constants.errno.EINTR || number === constants.errno.ECONNRESET) return;
	throw osError(number, "close", { fd });
}
