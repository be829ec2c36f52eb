/** How long a Socket waits; the documentation of these methods of Socket. */

/**
 * The time limit of a Socket's calls.
 *
 * A socket without a limit blocks the thread until it is done. One with a limit blocks for so long at most and then throws
 * a TimeoutError. At a limit of 0, which is called non-blocking, it throws a BlockingIOError instead of waiting.
 */
export interface TimeoutMethods {
	/** The time limit in milliseconds: 0 for non-blocking, undefined for none. */
	readonly timeout: number | undefined;

	/**
	 * Takes the time limit away, or makes the socket non-blocking: `settimeout(undefined)` and `settimeout(0)`.
	 *
	 * @param flag true for blocking, without a limit.
	 * @throws TypeError where it is no boolean.
	 * @throws OSError where the socket is closed (EBADF).
	 * @example
	 * ```ts
	 * import { BlockingIOError, socketpair } from "evloop";
	 *
	 * const [left, right] = socketpair();
	 * left.setblocking(false);
	 * try {
	 * 	left.recv(100);
	 * } catch (error) {
	 * 	console.log(error instanceof BlockingIOError); // true
	 * }
	 * left.close();
	 * right.close();
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.setblocking
	 */
	setblocking(flag: boolean): void;

	/**
	 * Whether the socket waits at all. Throws nothing, not even where it is closed.
	 *
	 * @returns false at a time limit of 0.
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.getblocking
	 */
	getblocking(): boolean;

	/**
	 * Sets the time limit.
	 *
	 * It holds for each call anew; for sendall() it is the time for all of the data.
	 *
	 * @param timeout milliseconds, fractions allowed; 0 for non-blocking; undefined or null for none.
	 * @throws TypeError where it is no number.
	 * @throws ValueError where it is negative, not a number, or infinite.
	 * @throws OSError where the socket is closed (EBADF).
	 * @example
	 * ```ts
	 * import { socketpair, TimeoutError } from "evloop";
	 *
	 * const [left, right] = socketpair();
	 * left.settimeout(10);
	 * try {
	 * 	left.recv(100);
	 * } catch (error) {
	 * 	console.log(error instanceof TimeoutError); // true
	 * }
	 * left.close();
	 * right.close();
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.settimeout
	 */
	settimeout(timeout?: number | null): void;

	/**
	 * The time limit. Throws nothing, not even where the socket is closed.
	 *
	 * @returns milliseconds; 0 for non-blocking; undefined for none.
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.gettimeout
	 */
	gettimeout(): number | undefined;
}
