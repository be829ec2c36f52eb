/** The end of a pipe that is read from. */
import { constants } from "node:buffer";
import { read } from "../ffi/index.js";
import { OwnedDescriptor } from "../sockets/index.js";
import { checkInteger, trim } from "../sockets/internals.js";
import { retryInterrupted } from "./retry-interrupted.js";

/**
 * The end of a pipe that is read from: the first of what {@link pipe} makes.
 *
 * `loop.waitReadable` tells when there is something, `loop.connectReadPipe` makes a transport of it.
 *
 * @example
 * ```ts
 * import { getEventLoop, pipe } from "evloop";
 *
 * const [reader, writer] = pipe({ nonblocking: true });
 * const ready = getEventLoop().waitReadable(reader);
 * writer.write("hello");
 * await ready;
 * console.log(reader.read(100).toString()); // hello
 * reader.close();
 * writer.close();
 * ```
 * @see https://docs.python.org/3/library/os.html#os.read
 */
export class PipeReader extends OwnedDescriptor {
	/**
	 * Takes over an end of a pipe.
	 *
	 * @param fileno an open descriptor; it is this object's from now on.
	 * @throws TypeError or RangeError if it is no number of a descriptor.
	 */
	constructor(fileno: number) {
		super(checkInteger(fileno, "Cannot make a PipeReader: fileno", 0), "pipe");
	}

	/**
	 * Reads what is there; a blocking pipe waits, with the thread, until something is.
	 *
	 * @param bufsize how many bytes at most.
	 * @returns the bytes; none at the end, when all writers have closed.
	 * @throws TypeError or RangeError if it is no such number.
	 * @throws BlockingIOError if it is non-blocking and there is nothing.
	 * @throws OSError if it is closed.
	 */
	read(bufsize: number): Buffer {
		checkInteger(bufsize, "Cannot read: bufsize", 0, constants.MAX_LENGTH);
		const fd = this.openFileno("read");
		const buffer = Buffer.allocUnsafe(bufsize);
		if (bufsize === 0) return buffer;
		return trim(
			buffer,
			retryInterrupted("read", fd, () => read(fd, buffer, bufsize)),
		);
	}
}
