/** Refuses what is no stream socket of ours. */
import { ValueError } from "../errors.js";
import { platform } from "../ffi/index.js";
import { Socket } from "../sockets/index.js";
import { showValue } from "../sockets/internals.js";

const { SOCK_STREAM } = platform.sockets.constants;

/**
 * Checks a socket that was brought.
 *
 * @param sock what was given.
 * @param action what it is for.
 * @throws TypeError if it is no Socket.
 * @throws ValueError if it is no stream socket.
 */
export function checkStreamSocket(sock: unknown, action: string): asserts sock is Socket {
	if (!(sock instanceof Socket)) {
		throw new TypeError(`Cannot ${action}: sock must be a Socket, got ${showValue(sock)}`);
	}
	if (sock.type !== SOCK_STREAM) {
		throw new ValueError(`Cannot ${action}: sock must be a stream socket (SOCK_STREAM)`);
	}
}
