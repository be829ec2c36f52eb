import type { Duplex } from "node:stream";
import type { BytesLike, FileLike } from "../../sockets/index.js";

/**
 * A Duplex of Node's over a Unix stream socket, which carries descriptors beside its bytes: {@link toFdDuplex} makes one.
 *
 * In all but the descriptors it is as a socket of `node:net`: `write` returns false when it is time to wait for `drain`, a
 * reader that does not read holds the peer back, `end()` ends this side's direction, `destroy()` the connection.
 *
 * Descriptors that come are told by the event `fds`, whose listener gets an array of numbers:
 *
 * - It comes before the first byte that they were sent with can be read, and in the order in which they were sent. So
 *   whoever has a whole message has had its descriptors, and takes as many as the message says.
 * - They are the listener's to close. No child process inherits them.
 * - Where nobody listens they are closed, and the first time a ResourceWarning says so.
 * - A stream that nobody reads leaves them in the kernel, and does not hear of the peer's end, either: `resume()` reads it.
 *
 * Where descriptors were lost on their way, as happens to a process that has no room for more, the stream is destroyed with
 * an OSError, and what did arrive is closed: a protocol that counts descriptors could not go on.
 */
export interface FdDuplex extends Duplex {
	/**
	 * Writes bytes, and descriptors that go with the first of them.
	 *
	 * The descriptors are duplicated: yours may be closed as soon as this returns, and stay yours to close. However the bytes
	 * are cut on their way, the descriptors are sent once.
	 *
	 * @param bytes at least one byte; they must not be changed until they are written.
	 * @param fds up to 253 on Linux: numbers, or anything with a `fileno()` or an `fd`.
	 * @param callback called when the kernel has all of the bytes, or with the error.
	 * @returns false where it is time to wait for `drain`, as `write` does.
	 * @throws TypeError where an argument is of another kind.
	 * @throws RangeError where there are more descriptors than a message may carry, or one is negative.
	 * @throws ValueError where there are descriptors, but no byte for them to go with.
	 * @throws OSError where a descriptor is not open (EBADF), or there is no room to duplicate it (EMFILE); nothing was written.
	 * @see https://man7.org/linux/man-pages/man7/unix.7.html
	 */
	writeWithFds(
		bytes: BytesLike,
		fds: readonly FileLike[],
		callback?: (error?: Error | null) => void,
	): boolean;

	/**
	 * Closes descriptors that came and that nobody wants; libraries for D-Bus call it. Throws nothing.
	 *
	 * @param fds the numbers.
	 */
	closeFds(fds: readonly number[]): void;

	/**
	 * Has the connection keep the process alive, as it does from the start. Throws nothing.
	 *
	 * @returns itself.
	 */
	ref(): this;

	/**
	 * Lets the process end although the connection is open. Throws nothing.
	 *
	 * @returns itself.
	 */
	unref(): this;
}
