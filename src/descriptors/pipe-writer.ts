/** The end of a pipe that is written to. */
import { write } from "../ffi/index.js";
import { type BytesLike, OwnedDescriptor } from "../sockets/index.js";
import { byteLength, checkBytes, checkInteger } from "../sockets/internals.js";
import { retryInterrupted } from "./retry-interrupted.js";

/**
 * The end of a pipe that is written to: the second of what {@link pipe} makes.
 *
 * `loop.waitWritable` tells when there is room, `loop.connectWritePipe` makes a transport of it.
 *
 * @example
 * ```ts
 * import { pipe } from "evloop";
 *
 * const [reader, writer] = pipe();
 * console.log(writer.write("five!")); // 5
 * writer.close();
 * console.log(reader.read(100).length, reader.read(100).length); // 5 0
 * reader.close();
 * ```
 * @see https://docs.python.org/3/library/os.html#os.write
 */
export class PipeWriter extends OwnedDescriptor {
	/**
	 * Takes over an end of a pipe.
	 *
	 * @param fileno an open descriptor; it is this object's from now on.
	 * @throws TypeError or RangeError if it is no number of a descriptor.
	 */
	constructor(fileno: number) {
		super(checkInteger(fileno, "Cannot make a PipeWriter: fileno", 0), "pipe");
	}

	/**
	 * Writes what there is room for; a blocking pipe waits, with the thread, until all is in.
	 *
	 * @param data bytes, or a string as UTF-8.
	 * @returns how many bytes were taken.
	 * @throws TypeError if it is neither.
	 * @throws BlockingIOError if it is non-blocking and there is no room.
	 * @throws BrokenPipeError if nobody reads any more.
	 * @throws OSError if it is closed.
	 */
	write(data: BytesLike): number {
		const bytes = checkBytes(data, "Cannot write: data");
		const fd = this.openFileno("write");
		const size = byteLength(bytes);
		return size === 0 ? 0 : retryInterrupted("write", fd, () => write(fd, bytes, size));
	}
}
