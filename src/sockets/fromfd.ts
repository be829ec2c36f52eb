import { close } from "../ffi/index.js";
import { checkFile, type FileLike } from "./arguments/check-file.js";
import { duplicateDescriptor } from "./duplicate-descriptor.js";
import { Socket } from "./socket.js";

/**
 * Makes a Socket of a copy of somebody else's descriptor, which stays open when the Socket is closed.
 *
 * @param fd the number of a socket's descriptor, or anything with a `fileno()`.
 * @param family the address family; what the descriptor is by default.
 * @param type the socket type; what the descriptor is by default.
 * @param proto the protocol; what the descriptor has by default.
 * @returns the Socket, with a descriptor of its own that child processes do not inherit.
 * @throws TypeError or RangeError where an argument is no whole number, or the descriptor's is negative.
 * @throws OSError where it is no socket (ENOTSOCK), is closed (EBADF), or there is no room for a copy (EMFILE).
 * @example
 * ```ts
 * import { fromfd, Socket } from "evloop";
 *
 * using sock = new Socket();
 * using copy = fromfd(sock);
 * console.log(copy.family === sock.family, copy.fileno() === sock.fileno()); // true false
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.fromfd
 */
export function fromfd(fd: FileLike, family?: number, type?: number, proto?: number): Socket {
	const fileno = duplicateDescriptor(checkFile(fd, "Cannot make a socket: fd"));
	try {
		return new Socket(family, type, proto, { fileno });
	} catch (error) {
		close(fileno);
		throw error;
	}
}
