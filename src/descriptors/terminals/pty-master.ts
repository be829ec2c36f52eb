/** The end of a pseudo-terminal that stands for the person at it. */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import { errno, fcntl, platform, read, syscall, write } from "../../ffi/index.js";
import {
	abortable,
	alreadyAborted,
	type Coroutine,
	type Future,
	Operation,
	waitOn,
} from "../../futures/index.js";
import { ReadIterator } from "../../futures/internals.js";
import { type BytesLike, OwnedDescriptor } from "../../sockets/index.js";
import { byteLength, checkBytes, checkInteger } from "../../sockets/internals.js";
import { type DescriptorLoop, type DescriptorLoopOptions, descriptorLoop } from "../descriptor-loop.js";
import { waitForRead } from "../wait-for-read.js";

const { EAGAIN, EINTR, EIO } = constants.errno;
const { F_DUPFD_CLOEXEC } = platform.files;
const usualSize = 65_536;
const largestSize = 0x7fffffff;
/** A terminal gives a few kilobytes at a time: what came is copied, rather than 64 KiB made for each read. */
const incoming = Buffer.alloc(usualSize);

function checkSize(size: unknown): number {
	return checkInteger(size, "Cannot read: size", 1, largestSize);
}

/**
 * The end of a pseudo-terminal that stands for keyboard and display; made by `openpty`.
 *
 * What the program in the terminal writes is read here, what is written here is typed. When the last descriptor of the
 * other end is closed, reading gives nothing: the end. (Linux has an error for that, EIO, which never shows here.) It is non-blocking,
 * and can be given to `loop.connectReadPipe` and `loop.connectWritePipe`: to each a descriptor of its own, by {@link PtyMaster.dup}.
 *
 * @example
 * ```ts
 * import { createSubprocessExec, openpty } from "evloop";
 *
 * const { master, slave } = openpty();
 * const child = await createSubprocessExec("cat", { stdin: slave, stdout: slave });
 * slave.close();
 *
 * await master.writeAll("hello\n\x04"); // a line, and Ctrl-D
 * let shown = "";
 * for await (const chunk of master) shown += chunk;
 * console.log(JSON.stringify(shown)); // "hello\r\nhello\r\n" (the echo, and the program's)
 * await child.wait();
 * master.close();
 * ```
 */
export class PtyMaster extends OwnedDescriptor implements AsyncIterable<Buffer> {
	/** @hidden */
	constructor(fd: number) {
		super(fd, "pseudo-terminal's master");
	}

	/**
	 * Reads what is there, without waiting.
	 *
	 * @param size how many bytes at most; 65,536 if absent.
	 * @returns the bytes; none at the end, when nobody has the terminal open any more.
	 * @throws TypeError or RangeError if the size is no number from 1 to 2,147,483,647.
	 * @throws BlockingIOError if there is nothing yet.
	 * @throws OSError if reading fails otherwise, or this is closed (EBADF).
	 * @see https://man7.org/linux/man-pages/man7/pty.7.html
	 */
	read(size = usualSize): Buffer {
		const most = checkSize(size);
		const fd = this.openFileno("read");
		const received = this.#receive(fd, most);
		if (received === undefined) throw osError(EAGAIN, "read", { fd });
		return received;
	}

	/**
	 * Waits until there is something to read, and reads it. Cancelling it loses nothing.
	 *
	 * @param size how many bytes at most; 65,536 if absent.
	 * @param options the loop, and a signal that takes it back.
	 * @returns a future of the bytes; of none at the end.
	 * @throws TypeError or RangeError if the size is no number from 1 to 2,147,483,647, or the signal is none.
	 * @throws OSError if this is closed (EBADF), or, through the future, if reading fails.
	 * @throws ConnectionAbortedError through the future, if this is closed meanwhile.
	 * @example
	 * ```ts
	 * import { writeSync } from "node:fs";
	 * import { openpty } from "evloop";
	 *
	 * const { master, slave } = openpty();
	 * setTimeout(() => writeSync(slave.fileno(), "shown"), 1);
	 * console.log(String(await master.readSome())); // shown
	 * slave.close();
	 * console.log((await master.readSome()).length); // 0
	 * master.close();
	 * ```
	 */
	readSome(size = usualSize, options?: DescriptorLoopOptions): Future<Buffer> {
		const most = checkSize(size);
		this.openFileno("read");
		return waitForRead(this, options, () => this.#receive(this.openFileno("read"), most));
	}

	/**
	 * Types as much as the terminal takes at once.
	 *
	 * @param data the bytes; a string is its UTF-8.
	 * @returns how many went.
	 * @throws TypeError if the data is of another kind.
	 * @throws BlockingIOError if there is no room.
	 * @throws OSError if writing fails otherwise, or this is closed (EBADF).
	 */
	write(data: BytesLike): number {
		const bytes = checkBytes(data, "Cannot write: data");
		const fd = this.openFileno("write");
		const sent = this.#send(fd, bytes);
		if (sent === undefined) throw osError(EAGAIN, "write", { fd });
		return sent;
	}

	/**
	 * Types everything, waiting for room where there is none. Where it is cancelled, some of it may have gone.
	 *
	 * @param data the bytes, which must not be changed until the future is done; a string is its UTF-8.
	 * @param options the loop, and a signal that takes it back.
	 * @returns a future that is done when all has gone.
	 * @throws TypeError if the data is of another kind, or the signal is none.
	 * @throws OSError if this is closed (EBADF), or, through the future, if writing fails.
	 * @throws ConnectionAbortedError through the future, if this is closed meanwhile.
	 */
	writeAll(data: BytesLike, options?: DescriptorLoopOptions): Future<void> {
		const bytes = checkBytes(data, "Cannot write: data");
		const loop = descriptorLoop(options);
		this.openFileno("write");
		return (
			alreadyAborted<void>(loop.scheduler, options) ??
			abortable(new Operation(loop.scheduler, this.#writing(loop, bytes)), options)
		);
	}

	/**
	 * Makes a second object for the same end, with a descriptor of its own.
	 *
	 * @returns the other one, which is to be closed as well.
	 * @throws OSError if there is no room for a descriptor (EMFILE), or this is closed (EBADF).
	 */
	dup(): PtyMaster {
		const fd = this.openFileno("fcntl");
		return new PtyMaster(syscall("fcntl", fcntl(fd, F_DUPFD_CLOEXEC, "int", 0), { fd }));
	}

	/**
	 * What is read, piece by piece, to the end. Leaving the loop leaves the rest, and takes a read back that waits.
	 *
	 * @returns the iterator.
	 * @throws OSError through the iterator, as {@link PtyMaster.readSome} does.
	 */
	[Symbol.asyncIterator](): AsyncIterableIterator<Buffer, undefined, void> {
		return new ReadIterator(() => this.readSome());
	}

	*#writing(loop: DescriptorLoop, bytes: Uint8Array): Coroutine<void> {
		for (let gone = 0; gone < byteLength(bytes); ) {
			const sent = this.#send(this.openFileno("write"), bytes.subarray(gone));
			if (sent === undefined) yield* waitOn(loop.waitWritable(this));
			else gone += sent;
		}
	}

	/** Reads once; undefined where there is nothing yet. */
	#receive(fd: number, most: number): Buffer | undefined {
		for (;;) {
			const received = read(fd, incoming, Math.min(most, usualSize));
			if (received >= 0) return Buffer.from(incoming.subarray(0, received));
			const number = errno();
			if (number === EIO) return Buffer.alloc(0);
			if (number === EAGAIN) return undefined;
			if (number !== EINTR) throw osError(number, "read", { fd });
		}
	}

	/** Writes once; undefined where there is no room. */
	#send(fd: number, bytes: Uint8Array): number | undefined {
		for (;;) {
			const sent = write(fd, bytes, byteLength(bytes));
			if (sent >= 0) return sent;
			const number = errno();
			if (number === EAGAIN) return undefined;
			if (number !== EINTR) throw osError(number, "write", { fd });
		}
	}
}
