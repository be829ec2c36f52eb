/** AsyncFile: an open file, read and written without blocking the loop. */
import { constants } from "node:buffer";
import type { Stats } from "node:fs";
import { type Future, fulfilledFuture, type OperationOptions } from "../futures/index.js";
import { ReadIterator } from "../futures/internals.js";
import type { BytesLike } from "../sockets/index.js";
import { checkInteger } from "../sockets/internals.js";
import { checkPlace, checkSeek } from "./arguments/index.js";
import type { FileBackendName } from "./backends/index.js";
import { type OpenedFile, watchForgotten } from "./core/index.js";
import {
	beginPread,
	beginReadInto,
	beginSync,
	beginWrite,
	changePlace,
	lineAtHand,
	readHere,
	readLine,
	statFile,
	truncateFile,
} from "./operations/index.js";
import { SEEK_SET } from "./seek-constants.js";

const most = constants.MAX_LENGTH;

/**
 * An open file, as {@link open} gives it. Every method that reads or writes returns a future: `await` it, or `yield*` it in a
 * generator task.
 *
 * - **Its own place** is where `read`, `readInto`, `readline` and `write` go on; what they are asked for is done one after the
 *   other, in the order of the calls. What names a position (`pread`, `pwrite`, and `readInto`, `readv`, `writev` with one) goes
 *   side by side.
 * - **Reads return fewer bytes than were asked for only at the end of the file.** Pipes, terminals and sockets give what is
 *   there, as read(2) does.
 * - **Writes write all of it**, or fail; the error then says in `bytesWritten` how much was written, if any. The memory is the
 *   caller's again as soon as the call returns, unless it is that of a SharedArrayBuffer: that one is not copied.
 * - **To cancel** an operation (or to abort its signal) ends it when the kernel has let go of it. A cancelled read at the
 *   file's own place leaves the place where it was. Of a cancelled write nobody knows how much is on the disk.
 *
 * @example
 * ```ts
 * import { rm } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { open } from "evloop";
 *
 * const path = `${tmpdir()}/evloop-file-${process.pid}`;
 * {
 * 	await using file = await open(path, "w+");
 * 	await file.write("one\n");
 * 	await file.seek(0);
 * 	for await (const line of file) console.log(file.tell() === 4, line.length); // true 4
 * }
 * await rm(path);
 * ```
 * @see https://docs.python.org/3/library/io.html#io.RawIOBase
 */
export class AsyncFile implements AsyncDisposable, Disposable {
	readonly #file: OpenedFile;

	/** @hidden */
	constructor(file: OpenedFile) {
		this.#file = file;
		watchForgotten(this, file);
	}

	/** Whether it was closed or detached, or is being closed. */
	get closed(): boolean {
		return this.#file.closed;
	}

	/** The path it was opened by. */
	get path(): string {
		return this.#file.state.path;
	}

	/** What moves its bytes; those of pipes and terminals are read and written when they are ready, whatever this says. */
	get backend(): FileBackendName {
		return this.#file.backend.name;
	}

	/** Whether its bytes have places; those of pipes and terminals have none. */
	get seekable(): boolean {
		return this.#file.channel.placed;
	}

	/** What positions and lengths must be multiples of, as its device wants it: 1 without `O_DIRECT`. */
	get alignment(): number {
		return this.#file.channel.alignment;
	}

	/**
	 * The descriptor. Its own place in the kernel is not this file's place. Throws nothing.
	 *
	 * @returns its number; -1 once closed.
	 */
	fileno(): number {
		return this.closed ? -1 : this.#file.state.fd;
	}

	/**
	 * The file's own place. Throws nothing.
	 *
	 * @returns how many bytes it is from the beginning; what is under way has not moved it yet. 0 where there are no places.
	 * @see https://docs.python.org/3/library/io.html#io.IOBase.tell
	 */
	tell(): number {
		return this.#file.place;
	}

	/**
	 * Reads at the file's own place.
	 *
	 * @param length how many bytes at most; all up to the end if -1 or absent.
	 * @param options a signal that takes it back.
	 * @returns a future of the bytes; none at the end.
	 * @throws TypeError or RangeError if `length` is no such number, or the signal none.
	 * @throws ValueError if `O_DIRECT` does not allow that length.
	 * @throws OSError if it is closed; through the future, as read(2) fails.
	 * @throws RuntimeError if the loop is closed; through the future, if a thread shall read for a loop that blocks its own.
	 * @see https://docs.python.org/3/library/io.html#io.RawIOBase.read
	 */
	read(length = -1, options?: OperationOptions): Future<Buffer> {
		const file = this.#file;
		if (length !== -1) checkPlace(length, "Cannot read: length", this.alignment, most);
		return file.begin("read", options, () => file.reading.through(() => readHere(file, length)));
	}

	/**
	 * Reads into memory of yours.
	 *
	 * @param buffer where to. Unless its memory is that of a SharedArrayBuffer, as {@link alignedBuffer} makes it, the bytes are
	 * copied there when they have come.
	 * @param position where from; the file's own place if absent.
	 * @param options a signal that takes it back.
	 * @returns a future of how many bytes were read; fewer than there is room only at the end.
	 * @throws TypeError or RangeError if an argument is of the wrong kind, or the buffer has no room; a TypeError through the
	 * future, if it loses its memory meanwhile.
	 * @throws ValueError if `O_DIRECT` does not allow that length or position.
	 * @throws OSError if it is closed; through the future, as pread(2) fails.
	 * @throws RuntimeError as for {@link AsyncFile.read}.
	 * @see https://docs.python.org/3/library/io.html#io.RawIOBase.readinto
	 */
	readInto(buffer: Uint8Array, position?: number, options?: OperationOptions): Future<number> {
		return beginReadInto(this.#file, "readInto", [buffer], position, options);
	}

	/**
	 * Reads at a position; the file's own place stays where it is.
	 *
	 * @param length how many bytes at most.
	 * @param position where from.
	 * @param options a signal that takes it back.
	 * @returns a future of the bytes; fewer only where the file ends.
	 * @throws TypeError or RangeError if an argument is of the wrong kind.
	 * @throws ValueError if `O_DIRECT` does not allow that length or position.
	 * @throws OSError if it is closed; through the future, as pread(2) fails: ESPIPE where there are no places.
	 * @throws RuntimeError as for {@link AsyncFile.read}.
	 * @see https://docs.python.org/3/library/os.html#os.pread
	 */
	pread(length: number, position: number, options?: OperationOptions): Future<Buffer> {
		return beginPread(this.#file, length, position, options);
	}

	/**
	 * Reads into several buffers, one after the other.
	 *
	 * @param buffers where to; none is touched before all that is read has come.
	 * @param position where from; the file's own place if absent.
	 * @param options a signal that takes it back.
	 * @returns a future of how many bytes were read; fewer than there is room only at the end.
	 * @throws TypeError, RangeError or ValueError as for {@link AsyncFile.readInto}.
	 * @throws OSError if it is closed; through the future, as preadv(2) fails.
	 * @throws RuntimeError as for {@link AsyncFile.read}.
	 */
	readv(buffers: readonly Uint8Array[], position?: number, options?: OperationOptions): Future<number> {
		return beginReadInto(this.#file, "readv", buffers, position, options);
	}

	/**
	 * Reads a line, and some way beyond it: the next ones are there without a system call.
	 *
	 * @param limit how many bytes at most; a longer line comes in parts.
	 * @param options a signal that takes it back.
	 * @returns a future of the line with its `"\n"`, which the last one may not have; nothing at the end.
	 * @throws TypeError or RangeError if `limit` is no such number.
	 * @throws OSError if it is closed; through the future, as read(2) fails.
	 * @throws RuntimeError as for {@link AsyncFile.read}.
	 * @throws ValueError through the future, if the place is none that `O_DIRECT` allows.
	 * @see https://docs.python.org/3/library/io.html#io.IOBase.readline
	 */
	readline(limit: number = most, options?: OperationOptions): Future<Buffer> {
		const file = this.#file;
		checkInteger(limit, "Cannot readline: limit", 1, most);
		if (!file.reading.busy && options === undefined && !this.closed) {
			const line = lineAtHand(file, limit);
			if (line !== undefined) return fulfilledFuture(file.engine, line);
		}
		return file.begin("read", options, () => file.reading.through(() => readLine(file, limit)));
	}

	/**
	 * The lines from the file's own place on, with their ends; the place is behind the last line that was given. Throws nothing.
	 *
	 * @returns what `for await` takes; leaving the loop leaves the file open.
	 */
	lines(): AsyncIterableIterator<Buffer, undefined, void> {
		return new ReadIterator(() => this.readline());
	}

	/**
	 * What is left of the file, piece by piece.
	 *
	 * @param size how many bytes each has, except for the last.
	 * @returns what `for await` takes; leaving the loop leaves the file open.
	 * @throws TypeError or RangeError if `size` is no such number.
	 * @throws ValueError if `O_DIRECT` does not allow that size.
	 */
	chunks(size: number = 64 * 1024): AsyncIterableIterator<Buffer, undefined, void> {
		checkInteger(size, "Cannot iterate: size", 1, most);
		checkPlace(size, "Cannot iterate: size", this.alignment, most);
		return new ReadIterator(() => this.read(size));
	}

	/** Its lines, as in Python: {@link AsyncFile.lines}. Throws nothing. */
	[Symbol.asyncIterator](): AsyncIterableIterator<Buffer, undefined, void> {
		return this.lines();
	}

	/**
	 * Writes at the file's own place, or at its end if it was opened to append.
	 *
	 * @param data bytes, or a string as UTF-8.
	 * @param options a signal that takes it back.
	 * @returns a future of how many bytes were written: all of them.
	 * @throws TypeError if `data` is neither, or the signal none.
	 * @throws ValueError if `O_DIRECT` does not allow that length.
	 * @throws OSError if it is closed; through the future, as write(2) fails, with `bytesWritten` where some were.
	 * @throws RuntimeError as for {@link AsyncFile.read}.
	 * @see https://docs.python.org/3/library/io.html#io.RawIOBase.write
	 */
	write(data: BytesLike, options?: OperationOptions): Future<number> {
		return beginWrite(this.#file, "write", [data], undefined, options);
	}

	/**
	 * Writes at a position; the file's own place stays where it is. What was opened to append appends all the same, on Linux.
	 *
	 * @param data bytes, or a string as UTF-8.
	 * @param position where to.
	 * @param options a signal that takes it back.
	 * @returns a future of how many bytes were written: all of them.
	 * @throws TypeError or RangeError if an argument is of the wrong kind.
	 * @throws ValueError if `O_DIRECT` does not allow that length or position.
	 * @throws OSError if it is closed; through the future, as pwrite(2) fails, with `bytesWritten` where some were.
	 * @throws RuntimeError as for {@link AsyncFile.read}.
	 * @see https://docs.python.org/3/library/os.html#os.pwrite
	 */
	pwrite(data: BytesLike, position: number, options?: OperationOptions): Future<number> {
		checkPlace(position, "Cannot pwrite: position", this.alignment);
		return beginWrite(this.#file, "pwrite", [data], position, options);
	}

	/**
	 * Writes several pieces, one after the other.
	 *
	 * @param buffers the pieces: bytes, or strings as UTF-8.
	 * @param position where to; the file's own place if absent.
	 * @param options a signal that takes it back.
	 * @returns a future of how many bytes were written: all of them.
	 * @throws TypeError, RangeError or ValueError as for {@link AsyncFile.pwrite}.
	 * @throws OSError if it is closed; through the future, as pwritev(2) fails, with `bytesWritten` where some were.
	 * @throws RuntimeError as for {@link AsyncFile.read}.
	 */
	writev(buffers: readonly BytesLike[], position?: number, options?: OperationOptions): Future<number> {
		return beginWrite(this.#file, "writev", buffers, position, options);
	}

	/**
	 * Moves the file's own place, when what was asked for before is done.
	 *
	 * @param offset how far, in bytes; it may be negative, except from the beginning.
	 * @param whence SEEK_SET (0), SEEK_CUR (1) or SEEK_END (2).
	 * @param options a signal that takes it back.
	 * @returns a future of the new place.
	 * @throws TypeError or RangeError if `offset` is no such number.
	 * @throws ValueError if `whence` is something else.
	 * @throws OSError if it is closed; through the future, EINVAL if the place would lie before the beginning, ESPIPE where there
	 * are no places.
	 * @throws RuntimeError if the loop is closed.
	 * @see https://docs.python.org/3/library/io.html#io.IOBase.seek
	 */
	seek(offset: number, whence: number = SEEK_SET, options?: OperationOptions): Future<number> {
		const file = this.#file;
		checkSeek(offset, whence);
		return file.beginPlaced("lseek", options, () =>
			file.reading.through(() => changePlace(file, offset, whence)),
		);
	}

	/**
	 * Makes it shorter or longer; what is new is zeros. The file's own place stays where it is.
	 *
	 * @param size how many bytes it shall have; up to the file's own place if absent.
	 * @param options a signal that takes it back.
	 * @returns a future of the size.
	 * @throws TypeError or RangeError if `size` is no such number.
	 * @throws OSError if it is closed; through the future, as ftruncate(2) fails.
	 * @throws RuntimeError if the loop is closed; through the future, if it blocks its thread.
	 * @see https://docs.python.org/3/library/io.html#io.IOBase.truncate
	 */
	truncate(size?: number, options?: OperationOptions): Future<number> {
		const file = this.#file;
		if (size !== undefined) checkPlace(size, "Cannot truncate: size", 1);
		return file.begin("ftruncate", options, () => file.writing.through(() => truncateFile(file, size)));
	}

	/**
	 * Has the device have what was written, and all that is known about the file.
	 *
	 * @param options a signal that takes it back.
	 * @returns a future that is done then.
	 * @throws TypeError if the signal is none.
	 * @throws OSError if it is closed; through the future, as fsync(2) fails.
	 * @throws RuntimeError as for {@link AsyncFile.read}.
	 * @see https://docs.python.org/3/library/os.html#os.fsync
	 */
	fsync(options?: OperationOptions): Future<void> {
		return beginSync(this.#file, "fsync", options);
	}

	/**
	 * Has the device have what was written, and as much of what is known about the file as is needed to read it.
	 *
	 * @param options a signal that takes it back.
	 * @returns a future that is done then.
	 * @throws TypeError if the signal is none.
	 * @throws OSError if it is closed; through the future, as fdatasync(2) fails.
	 * @throws RuntimeError as for {@link AsyncFile.read}.
	 * @see https://docs.python.org/3/library/os.html#os.fdatasync
	 */
	fdatasync(options?: OperationOptions): Future<void> {
		return beginSync(this.#file, "fdatasync", options);
	}

	/**
	 * Asks the system about it.
	 *
	 * @param options a signal that takes it back.
	 * @returns a future of what node:fs says: size, times, kind and so on.
	 * @throws TypeError if the signal is none.
	 * @throws OSError if it is closed; through the future, as fstat(2) fails.
	 * @throws RuntimeError if the loop is closed; through the future, if it blocks its thread.
	 * @see https://docs.python.org/3/library/os.html#os.fstat
	 */
	stat(options?: OperationOptions): Future<Stats> {
		const file = this.#file;
		return file.begin("fstat", options, () => statFile(file));
	}

	/**
	 * Closes it, when all that was asked for before is done: a descriptor that is in use is not closed. From this call on nothing
	 * more can be asked for. What waits for a pipe or a terminal fails with a ConnectionAbortedError instead.
	 *
	 * @returns a future that is done when it is closed, the same one every time. It cannot be cancelled.
	 * @throws OSError through the future, as close(2) fails.
	 * @see https://docs.python.org/3/library/io.html#io.IOBase.close
	 */
	close(): Future<void> {
		return this.#file.close();
	}

	/**
	 * Hands the descriptor over: this file is closed, the descriptor stays open and is the caller's. In a worker Node closes it
	 * when the thread ends, as what `fs.openSync` gives.
	 *
	 * @returns its number; -1 where it was closed.
	 * @throws RuntimeError if an operation is under way.
	 */
	detach(): number {
		return this.#file.detach();
	}

	/** Closes it at the end of a `using` block, which does not wait for that. Throws nothing. */
	[Symbol.dispose](): void {
		this.close();
	}

	/**
	 * Closes it at the end of an `await using` block.
	 *
	 * @throws OSError through the promise, as close(2) fails.
	 */
	async [Symbol.asyncDispose](): Promise<void> {
		await this.close();
	}
}
