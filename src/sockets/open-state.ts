/** Where a Socket's state comes from: a new socket, or a descriptor that is one. */
import { ValueError } from "../errors.js";
import { openSocket, platform, quietSocket, setBlockingFlag, syscall } from "../ffi/index.js";
import { checkInteger } from "./arguments/check-integer.js";
import { getdefaulttimeout } from "./default-timeout.js";
import { readOption } from "./raw-options.js";
import { socketFamily } from "./socket-names.js";
import type { SocketState } from "./socket-state.js";
import { splitType } from "./split-type.js";

const { AF_INET, SOCK_STREAM, SOL_SOCKET, SO_TYPE, SO_DOMAIN, SO_PROTOCOL } = platform.sockets.constants;

/** What a Socket is made of; undefined for what is usual, or for what the descriptor says. */
export interface SocketParts {
	readonly family: number | undefined;
	readonly type: number | undefined;
	readonly proto: number | undefined;
	readonly fileno: number | undefined;
}

/**
 * Opens a new socket, or takes a descriptor over.
 *
 * @param parts what it shall be.
 * @returns the state.
 * @throws TypeError or RangeError where a part is no number, or out of range.
 * @throws ValueError where the descriptor is negative.
 * @throws OSError where the kernel refuses, or the descriptor is no socket.
 */
export function openState(parts: SocketParts): SocketState {
	for (const part of ["family", "type", "proto"] as const) {
		if (parts[part] !== undefined) checkInteger(parts[part], `Cannot make a socket: ${part}`);
	}
	return parts.fileno === undefined ? newSocket(parts) : takenOver(parts, parts.fileno);
}

function newSocket({ family = AF_INET, type: wanted = SOCK_STREAM, proto = 0 }: SocketParts): SocketState {
	const { type, nonblocking } = splitType(wanted);
	const timeout = nonblocking ? 0 : getdefaulttimeout();
	const fd = syscall("socket", openSocket(family, type, proto, timeout !== undefined));
	return { fd, timeout, family, type, proto };
}

function takenOver(parts: SocketParts, fileno: unknown): SocketState {
	const fd = checkInteger(fileno, "Cannot make a socket: fileno");
	if (fd < 0) throw new ValueError(`Cannot make a socket: fileno must not be negative, got ${fd}`);
	// Asked for even where the type is given: it fails for everything that is no socket.
	const type = readOption(fd, SOL_SOCKET, SO_TYPE);
	const timeout = getdefaulttimeout();
	const state = {
		fd,
		timeout,
		family:
			parts.family ?? (Number.isNaN(SO_DOMAIN) ? socketFamily(fd) : readOption(fd, SOL_SOCKET, SO_DOMAIN)),
		type: parts.type === undefined ? type : splitType(parts.type).type,
		proto: parts.proto ?? (Number.isNaN(SO_PROTOCOL) ? 0 : readOption(fd, SOL_SOCKET, SO_PROTOCOL)),
	};
	if (timeout !== undefined) syscall("fcntl", setBlockingFlag(fd, false), { fd });
	quietSocket(fd);
	return state;
}
