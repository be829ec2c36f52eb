import type { Datagram, DatagramInput } from "../messages/datagram.js";

/** Many datagrams at once. */
export interface BatchMethods {
	/**
	 * Sends many datagrams with one system call, on Linux; elsewhere with one for each.
	 *
	 * They go in their order. Where there is no room for all of them, or one is refused, those before it have gone: the number
	 * tells how many, and the next call with the rest tells what is wrong with the first of them.
	 *
	 * @param messages 1 to 1024 pairs of data and address, as `recvmmsg` gives them; without an address they go to the socket's
	 *   peer. All together have up to 2^30 bytes.
	 * @param flags flags whose names begin with MSG_; 0 by default.
	 * @returns how many went: at least one.
	 * @throws TypeError where an argument is of another kind, or data lost their memory.
	 * @throws RangeError where there are none, or too many.
	 * @throws ValueError where the socket is a stream.
	 * @throws TypeError, RangeError, ValueError, gaierror where an address is wrong, as `sendto` says.
	 * @throws BlockingIOError, TimeoutError, OSError as said above, where the first one did not go.
	 * @example
	 * ```ts
	 * import { AF_INET, SOCK_DGRAM, Socket } from "evloop";
	 *
	 * using server = new Socket(AF_INET, SOCK_DGRAM);
	 * server.bind(["127.0.0.1", 0]);
	 * using client = new Socket(AF_INET, SOCK_DGRAM);
	 * client.connect(server.getsockname());
	 * console.log(client.sendmmsg([["one"], ["two"], ["three"]])); // 3
	 * // All that came goes back to where it came from.
	 * console.log(server.sendmmsg(server.recvmmsg(10, 1500))); // 3
	 * console.log(client.recvmmsg(10, 1500).map(([data]) => String(data)).join(" ")); // one two three
	 * ```
	 * @see https://man7.org/linux/man-pages/man2/sendmmsg.2.html
	 */
	sendmmsg(messages: readonly DatagramInput[], flags?: number): number;

	/**
	 * Receives many datagrams with one system call, on Linux; elsewhere with one for each.
	 *
	 * It waits for the first at most: what is there comes with it. What a datagram has beyond the size is lost, and descriptors
	 * that come with one are closed.
	 *
	 * @param count how many at most, 1 to 1024.
	 * @param size how many bytes of each at most; all together have up to 2^30 bytes.
	 * @param flags flags whose names begin with MSG_; 0 by default.
	 * @returns the datagrams and their senders' addresses: at least one. A SOCK_SEQPACKET that has ended gives as many empty ones
	 *   as were asked for.
	 * @throws TypeError or RangeError where an argument is no whole number, or out of range.
	 * @throws ValueError where the socket is a stream.
	 * @throws BlockingIOError, TimeoutError, OSError as said above.
	 * @see https://man7.org/linux/man-pages/man2/recvmmsg.2.html
	 */
	recvmmsg(count: number, size: number, flags?: number): Datagram[];
}
