/** What a descriptor says of itself as a socket. */
import { platform } from "../ffi/index.js";
import { readOption } from "./raw-options.js";
import { socketFamily } from "./socket-names.js";

const { SOL_SOCKET, SO_DOMAIN, SO_PROTOCOL, SO_TYPE } = platform.sockets.constants;

/** Family, type and protocol of a socket. */
export interface SocketKind {
	readonly family: number;
	readonly type: number;
	readonly proto: number;
}

/**
 * Asks a descriptor what kind of socket it is.
 *
 * @param fd the descriptor.
 * @returns its family, type and protocol; protocol 0 where the system does not tell.
 * @throws OSError where it is no socket (ENOTSOCK, EBADF).
 */
export function socketKind(fd: number): SocketKind {
	// First: it fails for everything that is no socket.
	const type = readOption(fd, SOL_SOCKET, SO_TYPE);
	const family = Number.isNaN(SO_DOMAIN) ? socketFamily(fd) : readOption(fd, SOL_SOCKET, SO_DOMAIN);
	const proto = Number.isNaN(SO_PROTOCOL) ? 0 : readOption(fd, SOL_SOCKET, SO_PROTOCOL);
	return { family, type, proto };
}
