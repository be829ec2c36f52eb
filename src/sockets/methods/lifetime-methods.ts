/** What a Socket is and how it ends; the documentation of these methods of Socket. */
import type { Socket } from "../socket.js";

/** Descriptor, copies and end of a Socket. */
export interface LifetimeMethods {
	/** The address family, such as AF_INET. */
	readonly family: number;
	/** The socket type, such as SOCK_STREAM, without the flags SOCK_NONBLOCK and SOCK_CLOEXEC. */
	readonly type: number;
	/** The protocol; 0 where none was named. */
	readonly proto: number;

	/**
	 * The number of the descriptor. Throws nothing.
	 *
	 * @returns the number, or -1 once the socket is closed or detached.
	 * @example
	 * ```ts
	 * import { Socket } from "evloop";
	 *
	 * const sock = new Socket();
	 * console.log(sock.fileno() >= 0); // true
	 * sock.close();
	 * console.log(sock.fileno()); // -1
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.fileno
	 */
	fileno(): number;

	/**
	 * Closes the socket. A closed socket stays as it is; any other method throws an OSError with EBADF from here on.
	 *
	 * Each event loop hears of it first and fails what waits on the socket there.
	 *
	 * @throws OSError where close(2) fails, as it does where somebody else has closed the number already.
	 * @example
	 * ```ts
	 * import { OSError, Socket } from "evloop";
	 *
	 * const sock = new Socket();
	 * sock.close();
	 * sock.close();
	 * try {
	 * 	sock.listen();
	 * } catch (error) {
	 * 	console.log((error as OSError).code); // EBADF
	 * }
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.close
	 */
	close(): void;

	/**
	 * Gives the descriptor away: the Socket counts as closed, the descriptor stays open. Each event loop lets go of it
	 * first, as with {@link close}. Throws nothing itself, but what a listener of an event loop throws.
	 *
	 * @returns the number, or -1 where the socket was closed already.
	 * @example
	 * ```ts
	 * import { Socket } from "evloop";
	 *
	 * const first = new Socket();
	 * const fileno = first.detach();
	 * using second = new Socket(undefined, undefined, undefined, { fileno });
	 * console.log(first.fileno(), second.fileno() === fileno); // -1 true
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.detach
	 */
	detach(): number;

	/**
	 * Makes a second Socket of the same socket, with a descriptor of its own and the same time limit. Child processes do
	 * not inherit it.
	 *
	 * @returns the new Socket.
	 * @throws OSError where the socket is closed (EBADF) or there is no room for a descriptor (EMFILE).
	 * @example
	 * ```ts
	 * import { socketpair } from "evloop";
	 *
	 * const [left, right] = socketpair();
	 * const copy = left.dup();
	 * left.close();
	 * copy.sendall("still open");
	 * console.log(right.recv(100).toString()); // still open
	 * copy.close();
	 * right.close();
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.dup
	 */
	dup(): Socket;

	/**
	 * Whether child processes get the descriptor. A new socket's they do not.
	 *
	 * @returns true where they do.
	 * @throws OSError where the socket is closed (EBADF).
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.get_inheritable
	 */
	getInheritable(): boolean;

	/**
	 * Says whether child processes get the descriptor.
	 *
	 * @param inheritable true where they shall.
	 * @throws TypeError where it is no boolean.
	 * @throws OSError where the socket is closed (EBADF).
	 * @example
	 * ```ts
	 * import { Socket } from "evloop";
	 *
	 * using sock = new Socket();
	 * sock.setInheritable(true);
	 * console.log(sock.getInheritable()); // true
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.set_inheritable
	 */
	setInheritable(inheritable: boolean): void;
}
