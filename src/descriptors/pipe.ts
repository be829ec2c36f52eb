/** The maker of pipes. */
import { openPipe, setBlockingFlag, syscall } from "../ffi/index.js";
import { checkOptions } from "../internal/index.js";
import { showValue } from "../sockets/internals.js";
import { PipeReader } from "./pipe-reader.js";
import { PipeWriter } from "./pipe-writer.js";

/** Options of {@link pipe}. */
export interface PipeOptions {
	/** Whether both ends are non-blocking; not so by default, as in Python. */
	readonly nonblocking?: boolean | undefined;
}

/**
 * Makes a pipe; no child process inherits its ends.
 *
 * @param options whether it is non-blocking.
 * @returns the end to read from and the end to write to.
 * @throws TypeError if the options are no object, or `nonblocking` is no boolean.
 * @throws OSError where the kernel has no descriptor left.
 * @example
 * ```ts
 * import { BlockingIOError, pipe } from "evloop";
 *
 * const [reader, writer] = pipe({ nonblocking: true });
 * try {
 * 	reader.read(1);
 * } catch (error) {
 * 	console.log(error instanceof BlockingIOError); // true
 * }
 * writer.write("x");
 * console.log(reader.read(10).toString()); // x
 * writer.close();
 * reader.close();
 * ```
 * @see https://docs.python.org/3/library/os.html#os.pipe2
 */
export function pipe(options: PipeOptions = {}): [reader: PipeReader, writer: PipeWriter] {
	checkOptions(options, "make a pipe");
	const { nonblocking = false } = options;
	if (typeof nonblocking !== "boolean") {
		throw new TypeError(`Cannot make a pipe: nonblocking must be a boolean, got ${showValue(nonblocking)}`);
	}
	const ends = new Int32Array(2);
	syscall("pipe", openPipe(ends));
	const [first = -1, second = -1] = ends;
	if (nonblocking) {
		// Neither fails on an open descriptor.
		setBlockingFlag(first, false);
		setBlockingFlag(second, false);
	}
	return [new PipeReader(first), new PipeWriter(second)];
}
