import { type Socket, socketFromState } from "./socket.js";

/**
 * Makes a Socket of a descriptor that is known to be a socket, such as one fresh from accept(2): the kernel is asked
 * nothing.
 *
 * @param fd the descriptor, close-on-exec, which the Socket owns from here on; non-blocking unless `timeout` is undefined.
 * @param family the address family.
 * @param type the socket type, without flags.
 * @param proto the protocol.
 * @param timeout the time limit in milliseconds, 0 for a non-blocking socket, undefined for a blocking one.
 * @param isHeld whether somebody holds it until it is closed, as a transport does: nobody else then watches over it.
 * @returns the Socket.
 */
export function socketFromDescriptor(
	fd: number,
	family: number,
	type: number,
	proto: number,
	timeout: number | undefined,
	isHeld = false,
): Socket {
	return socketFromState({ fd, timeout, family, type, proto }, isHeld);
}
