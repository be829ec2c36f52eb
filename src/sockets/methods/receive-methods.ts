/** Receiving on a Socket; the documentation of these methods of Socket. */
import type { Address } from "../addresses/address.js";

/**
 * Receiving, into new memory or into the caller's. All of these block as the socket's time limit says, and may throw
 *
 * - BlockingIOError where nothing is there and the socket is non-blocking,
 * - TimeoutError where its time limit has passed,
 * - OSError where the connection is lost (ConnectionResetError), where there is none (ENOTCONN), or where the socket is
 *   closed (EBADF).
 */
export interface ReceiveMethods {
	/**
	 * Receives what is there, or the next message.
	 *
	 * @param bufsize how many bytes at most. What a message has beyond them is lost.
	 * @param flags flags whose names begin with MSG_; 0 by default.
	 * @returns the bytes; none at the end of a connection, or where 0 were asked for.
	 * @throws TypeError or RangeError where an argument is no whole number, or out of range.
	 * @throws BlockingIOError, TimeoutError, OSError as said above.
	 * @example
	 * ```ts
	 * import { MSG_PEEK, socketpair } from "evloop";
	 *
	 * const [left, right] = socketpair();
	 * left.sendall("hello");
	 * console.log(right.recv(2, MSG_PEEK).toString(), right.recv(100).toString()); // he hello
	 * left.close();
	 * right.close();
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.recv
	 */
	recv(bufsize: number, flags?: number): Buffer;

	/**
	 * Receives into memory of the caller's.
	 *
	 * @param buffer where the bytes go, from its first on; at least one byte long.
	 * @param nbytes how many at most; as many as there is room for by default, and where it is 0.
	 * @param flags flags whose names begin with MSG_; 0 by default.
	 * @returns how many came; 0 at the end of a connection.
	 * @throws TypeError where the buffer is no Uint8Array, or its memory was transferred away.
	 * @throws RangeError where it has no room, or less than `nbytes`.
	 * @throws BlockingIOError, TimeoutError, OSError as said above.
	 * @example
	 * ```ts
	 * import { socketpair } from "evloop";
	 *
	 * const [left, right] = socketpair();
	 * left.sendall("hello");
	 * const buffer = new Uint8Array(16);
	 * const received = right.recvInto(buffer);
	 * console.log(received, new TextDecoder().decode(buffer.subarray(0, received))); // 5 hello
	 * left.close();
	 * right.close();
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.recv_into
	 */
	recvInto(buffer: Uint8Array, nbytes?: number, flags?: number): number;

	/**
	 * Receives a message, and tells who sent it.
	 *
	 * @param bufsize how many bytes at most. What a message has beyond them is lost.
	 * @param flags flags whose names begin with MSG_; 0 by default.
	 * @typeParam A the form of the sender's address, which the caller knows by the family; it is not checked.
	 * @returns the bytes, and the sender's address, which is undefined on a connection and for a sender without one.
	 * @throws TypeError or RangeError where an argument is no whole number, or out of range.
	 * @throws BlockingIOError, TimeoutError, OSError as said above.
	 * @example
	 * ```ts
	 * import { AF_INET, type InetAddress, SOCK_DGRAM, Socket } from "evloop";
	 *
	 * using server = new Socket(AF_INET, SOCK_DGRAM);
	 * server.bind(["127.0.0.1", 0]);
	 * using client = new Socket(AF_INET, SOCK_DGRAM);
	 * client.sendto("hello", server.getsockname());
	 * const [data, address] = server.recvfrom<InetAddress>(100);
	 * console.log(data.toString(), address?.[0]); // hello 127.0.0.1
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.recvfrom
	 */
	recvfrom<A extends Address = Address>(
		bufsize: number,
		flags?: number,
	): [data: Buffer, address: A | undefined];

	/**
	 * Receives a message into memory of the caller's, and tells who sent it.
	 *
	 * @param buffer where the bytes go, from its first on; at least one byte long.
	 * @param nbytes how many at most; as many as there is room for by default, and where it is 0.
	 * @param flags flags whose names begin with MSG_; 0 by default.
	 * @typeParam A the form of the sender's address, which the caller knows by the family; it is not checked.
	 * @returns how many bytes came, and the sender's address, which is undefined on a connection and for a sender without
	 *   one.
	 * @throws TypeError where the buffer is no Uint8Array, or its memory was transferred away.
	 * @throws RangeError where it has no room, or less than `nbytes`.
	 * @throws BlockingIOError, TimeoutError, OSError as said above.
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.recvfrom_into
	 */
	recvfromInto<A extends Address = Address>(
		buffer: Uint8Array,
		nbytes?: number,
		flags?: number,
	): [received: number, address: A | undefined];
}
