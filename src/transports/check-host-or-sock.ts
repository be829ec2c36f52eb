/** Refuses to connect or to listen at nothing, and at two places at once. */
import { ValueError } from "../errors.js";
import { checkStreamSocket } from "./check-stream-socket.js";

/**
 * Checks that there is a host or a port, or a socket instead of them.
 *
 * @param target the host or, where there is none, the port.
 * @param sock the socket.
 * @param action what they are for.
 * @throws ValueError if there is neither, or both, or the socket is no stream socket.
 * @throws TypeError if the socket is no Socket.
 */
export function checkHostOrSock(target: unknown, sock: unknown, action: string): void {
	const hasTarget = target !== undefined && target !== null;
	if (sock === undefined) {
		if (!hasTarget) throw new ValueError(`Cannot ${action}: it takes a host and a port, or a sock`);
		return;
	}
	if (hasTarget) throw new ValueError(`Cannot ${action}: host and port do not go with a sock`);
	checkStreamSocket(sock, action);
}
