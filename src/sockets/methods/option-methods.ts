/** A Socket's options; the documentation of these methods of Socket. */
import type { BytesLike } from "../arguments/check-bytes.js";

/** Reading and setting a socket's options, by the constants whose names begin with SOL_, SO_, IPPROTO_, TCP_ and so on. */
export interface OptionMethods {
	/**
	 * Reads an option that is a number.
	 *
	 * @param level such as SOL_SOCKET or IPPROTO_TCP.
	 * @param name such as SO_TYPE or TCP_NODELAY.
	 * @returns the number.
	 * @throws TypeError or RangeError where an argument is no whole number, as a constant that this system lacks is not.
	 * @throws OSError where there is no such option (ENOPROTOOPT), or the socket is closed (EBADF).
	 * @example
	 * ```ts
	 * import { SO_KEEPALIVE, SOL_SOCKET, Socket } from "evloop";
	 *
	 * using sock = new Socket();
	 * sock.setsockopt(SOL_SOCKET, SO_KEEPALIVE, true);
	 * console.log(sock.getsockopt(SOL_SOCKET, SO_KEEPALIVE) !== 0); // true
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.getsockopt
	 */
	getsockopt(level: number, name: number): number;
	/**
	 * Reads an option that is a struct or a text.
	 *
	 * @param level such as SOL_SOCKET or IPPROTO_TCP.
	 * @param name such as SO_LINGER or TCP_CONGESTION.
	 * @param buflen how many bytes to make room for, 1 to 65,536.
	 * @returns what the kernel wrote, in its own layout.
	 * @throws TypeError or RangeError where an argument is no whole number, or out of range.
	 * @throws OSError where there is no such option (ENOPROTOOPT), or the socket is closed (EBADF).
	 */
	getsockopt(level: number, name: number, buflen: number): Buffer;

	/**
	 * Sets an option.
	 *
	 * @param level such as SOL_SOCKET or IPPROTO_TCP.
	 * @param name such as SO_REUSEADDR or TCP_NODELAY.
	 * @param value a number from -2,147,483,648 to 4,294,967,295, a boolean for 1 and 0, or the bytes of a struct in the
	 *   kernel's layout; a string is its UTF-8 bytes.
	 * @throws TypeError or RangeError where an argument is of another kind, or out of range.
	 * @throws OSError where there is no such option (ENOPROTOOPT), the value is wrong (EINVAL), it takes privileges (EPERM),
	 *   or the socket is closed (EBADF).
	 * @example
	 * ```ts
	 * import { SO_LINGER, SOL_SOCKET, Socket } from "evloop";
	 *
	 * using sock = new Socket();
	 * // struct linger: two integers, on and the seconds.
	 * sock.setsockopt(SOL_SOCKET, SO_LINGER, Buffer.from(new Int32Array([1, 5]).buffer));
	 * const linger = sock.getsockopt(SOL_SOCKET, SO_LINGER, 8);
	 * console.log(linger.readInt32LE(4)); // 5
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.setsockopt
	 */
	setsockopt(level: number, name: number, value: number | boolean | BytesLike): void;
	/**
	 * Sets an option that has a length but no value, as a few of AF_ALG do.
	 *
	 * @param level the level.
	 * @param name the option.
	 * @param value null.
	 * @param optlen the length.
	 * @throws TypeError or RangeError where an argument is of another kind, or out of range.
	 * @throws OSError where the kernel refuses, or the socket is closed (EBADF).
	 */
	setsockopt(level: number, name: number, value: null, optlen: number): void;
}
