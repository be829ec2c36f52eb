/** How a Socket gets its addresses and its peer; the documentation of these methods of Socket. */
import type { Address } from "../addresses/address.js";
import type { Socket } from "../socket.js";

/**
 * Binding, connecting, listening, accepting, and asking who is who.
 *
 * Where a host is a name and no address, the C library's resolver is asked, and blocks the thread meanwhile; the event
 * loop's operations resolve names beside it. The host `""` stands for every address of this machine, `"<broadcast>"` for
 * 255.255.255.255.
 */
export interface ConnectionMethods {
	/**
	 * Gives the socket an address of its own.
	 *
	 * @param address where others reach it; port 0 for any that is free.
	 * @throws TypeError, RangeError, ValueError where the address has not the form that belongs to the family.
	 * @throws gaierror where the host is a name that cannot be resolved.
	 * @throws OSError where the kernel refuses: EADDRINUSE, EADDRNOTAVAIL, EACCES; EBADF where the socket is closed.
	 * @example
	 * ```ts
	 * import { type InetAddress, Socket } from "evloop";
	 *
	 * using sock = new Socket();
	 * sock.bind(["127.0.0.1", 0]);
	 * const [host, port] = sock.getsockname<InetAddress>();
	 * console.log(host, port > 0); // 127.0.0.1 true
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.bind
	 */
	bind(address: Address): void;

	/**
	 * Lets others connect; {@link accept} takes them.
	 *
	 * @param backlog how many may wait to be accepted; 128 or SOMAXCONN, whichever is less, by default.
	 * @throws TypeError or RangeError where it is no whole number.
	 * @throws OSError where the kernel refuses; EBADF where the socket is closed.
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.listen
	 */
	listen(backlog?: number): void;

	/**
	 * Connects to a peer. A datagram socket only remembers it.
	 *
	 * @param address the peer's address.
	 * @throws TypeError, RangeError, ValueError where the address has not the form that belongs to the family.
	 * @throws gaierror where the host is a name that cannot be resolved.
	 * @throws BlockingIOError where the socket is non-blocking and the connection is not there yet (EINPROGRESS): wait
	 *   until it can be written to, and read SO_ERROR.
	 * @throws TimeoutError where the socket's time limit has passed.
	 * @throws OSError where there is no connection: ConnectionRefusedError, ENETUNREACH and so on; EBADF where the socket
	 *   is closed.
	 * @example
	 * ```ts
	 * import { createServer, type InetAddress, Socket } from "evloop";
	 *
	 * using server = createServer(["127.0.0.1", 0]);
	 * using sock = new Socket();
	 * sock.connect(["localhost", server.getsockname<InetAddress>()[1]]);
	 * console.log(sock.getpeername<InetAddress>()[0]); // 127.0.0.1
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.connect
	 */
	connect(address: Address): void;

	/**
	 * Connects to a peer and returns the error number instead of throwing it.
	 *
	 * @param address the peer's address.
	 * @returns 0, or the positive error number; that of EWOULDBLOCK where the socket's time limit has passed.
	 * @throws TypeError, RangeError, ValueError where the address has not the form that belongs to the family.
	 * @throws gaierror where the host is a name that cannot be resolved.
	 * @throws OSError with EBADF where the socket is closed.
	 * @example
	 * ```ts
	 * import { constants } from "node:os";
	 * import { Socket } from "evloop";
	 *
	 * using sock = new Socket();
	 * console.log(sock.connectEx(["127.0.0.1", 1]) === constants.errno.ECONNREFUSED); // true
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.connect_ex
	 */
	connectEx(address: Address): number;

	/**
	 * Takes a connection that somebody has made to this listening socket.
	 *
	 * The new socket starts with the default time limit, not with this one's. Child processes do not inherit it.
	 *
	 * @typeParam A the form of the peer's address, which the caller knows by the family; it is not checked.
	 * @returns the new socket and the peer's address; `""` where it has none, as a Unix socket without a name.
	 * @throws BlockingIOError where nobody is waiting and this socket is non-blocking.
	 * @throws TimeoutError where this socket's time limit has passed.
	 * @throws OSError where the kernel refuses: EINVAL for a socket that does not listen, EMFILE; EBADF where the socket is
	 *   closed.
	 * @example
	 * ```ts
	 * import { createServer, type InetAddress, Socket } from "evloop";
	 *
	 * using server = createServer(["127.0.0.1", 0]);
	 * using client = new Socket();
	 * client.connect(server.getsockname());
	 * const [connection, [host]] = server.accept<InetAddress>();
	 * console.log(host); // 127.0.0.1
	 * connection.close();
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.accept
	 */
	accept<A extends Address = Address>(): [connection: Socket, address: A];

	/**
	 * The socket's own address.
	 *
	 * @typeParam A the form that belongs to the socket's family, such as InetAddress: the caller knows it, nothing checks
	 *   it.
	 * @returns the address; `""` for a Unix socket without one.
	 * @throws OSError with EBADF where the socket is closed.
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.getsockname
	 */
	getsockname<A extends Address = Address>(): A;

	/**
	 * The address of the peer that the socket is connected to.
	 *
	 * @typeParam A the form that belongs to the socket's family, such as InetAddress: the caller knows it, nothing checks
	 *   it.
	 * @returns the address; `""` for a Unix socket without one.
	 * @throws OSError where there is no peer (ENOTCONN), or the socket is closed (EBADF).
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.getpeername
	 */
	getpeername<A extends Address = Address>(): A;

	/**
	 * Ends the connection in one way or both; the descriptor stays open.
	 *
	 * @param how SHUT_RD, SHUT_WR (the peer reads the end) or SHUT_RDWR.
	 * @throws TypeError or RangeError where it is none of these.
	 * @throws OSError where there is no connection (ENOTCONN), or the socket is closed (EBADF).
	 * @example
	 * ```ts
	 * import { SHUT_WR, socketpair } from "evloop";
	 *
	 * const [left, right] = socketpair();
	 * left.shutdown(SHUT_WR);
	 * console.log(right.recv(100).length); // 0
	 * left.close();
	 * right.close();
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.shutdown
	 */
	shutdown(how: number): void;
}
