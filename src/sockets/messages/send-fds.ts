import type { Address } from "../addresses/address.js";
import type { BytesLike } from "../arguments/check-bytes.js";
import type { FileLike } from "../arguments/check-file.js";
import { showValue } from "../arguments/show-value.js";
import type { Socket } from "../socket.js";

/**
 * Sends descriptors over a Unix socket, beside data; the same as {@link Socket.sendFds}.
 *
 * @param sock a Unix socket.
 * @param buffers the data, in pieces; on a stream at least one byte.
 * @param fds the descriptors: numbers, or anything with a `fileno()` or an `fd`. They stay open here.
 * @param flags flags whose names begin with MSG_; 0 by default.
 * @param address where it goes; the socket's peer by default.
 * @returns how many bytes of data went.
 * @throws TypeError, RangeError, ValueError, gaierror, BlockingIOError, TimeoutError, OSError as {@link Socket.sendFds} does.
 * @example
 * ```ts
 * import { recvFds, Socket, sendFds, socketpair } from "evloop";
 *
 * const [left, right] = socketpair();
 * const [inner, outer] = socketpair();
 * sendFds(left, ["a socket"], [outer]);
 * const [data, fds] = recvFds(right, 100, 1);
 * using copy = new Socket(undefined, undefined, undefined, { fileno: fds[0] });
 * copy.sendall("hello");
 * console.log(data.toString(), inner.recv(100).toString()); // a socket hello
 * for (const sock of [left, right, inner, outer]) sock.close();
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.send_fds
 */
export function sendFds(
	sock: Socket,
	buffers: readonly BytesLike[],
	fds: readonly FileLike[],
	flags = 0,
	address?: Address,
): number {
	if (typeof (sock as Partial<Socket> | null | undefined)?.sendFds !== "function") {
		throw new TypeError(`Cannot sendFds: sock must be a Socket, got ${showValue(sock)}`);
	}
	return sock.sendFds(buffers, fds, flags, address);
}
