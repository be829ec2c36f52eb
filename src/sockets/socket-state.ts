/** What a socket is, apart from the object that users hold. */
import { constants } from "node:os";
import { osError } from "../errors.js";

/**
 * The inside of a Socket: the functions that do its work take this, and the finalizer keeps it when the Socket itself is
 * gone. So it must never refer to the Socket.
 */
export interface SocketState {
	/** The descriptor; -1 once closed or detached. */
	fd: number;
	/** The time limit in milliseconds: 0 for non-blocking, undefined for ever. */
	timeout: number | undefined;
	/** The address family. */
	readonly family: number;
	/** The socket type, without SOCK_NONBLOCK and SOCK_CLOEXEC. */
	readonly type: number;
	/** The protocol. */
	readonly proto: number;
}

/**
 * The descriptor of a socket that must be open.
 *
 * @param state the socket.
 * @param syscall what it is needed for.
 * @returns the descriptor.
 * @throws OSError with EBADF where the socket is closed.
 */
export function openDescriptor(state: SocketState, syscall: string): number {
	if (state.fd < 0) throw osError(constants.errno.EBADF, syscall, { fd: state.fd });
	return state.fd;
}
