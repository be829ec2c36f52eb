import type { Address } from "../addresses/address.js";
import { showValue } from "../arguments/show-value.js";
import type { Socket } from "../socket.js";

/**
 * Receives data and the descriptors that came with them; the same as {@link Socket.recvFds}.
 *
 * @param sock a Unix socket.
 * @param bufsize how many bytes of data at most.
 * @param maxfds how many descriptors at most; those beyond are closed, and MSG_CTRUNC tells so.
 * @param flags flags whose names begin with MSG_; 0 by default.
 * @returns the data, the descriptors, which are the caller's to close, the message's flags, and the sender's address.
 * @throws TypeError, RangeError, BlockingIOError, TimeoutError, OSError as {@link Socket.recvFds} does.
 * @example
 * ```ts
 * import { closeSync } from "node:fs";
 * import { recvFds, sendFds, socketpair } from "evloop";
 *
 * const [left, right] = socketpair();
 * sendFds(left, ["output"], [1]);
 * const [data, fds] = recvFds(right, 100, 4);
 * console.log(data.toString(), fds.length); // output 1
 * for (const fd of fds) closeSync(fd);
 * left.close();
 * right.close();
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.recv_fds
 */
export function recvFds(
	sock: Socket,
	bufsize: number,
	maxfds: number,
	flags = 0,
): [data: Buffer, fds: number[], flags: number, address: Address | undefined] {
	if (typeof (sock as Partial<Socket> | null | undefined)?.recvFds !== "function") {
		throw new TypeError(`Cannot recvFds: sock must be a Socket, got ${showValue(sock)}`);
	}
	return sock.recvFds(bufsize, maxfds, flags);
}
