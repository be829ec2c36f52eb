/**
 * A part of a file, read piece by piece without blocking the loop.
 *
 * What has places (a regular file, a disk) is read on a thread of Node's, since no descriptor of it ever says whether
 * the disk must be waited for. What has none (a pipe, a terminal, a socket) is waited for as everything else is, and read
 * when there is something: a read that is taken back has then read nothing.
 */
import { read as readOnThread } from "node:fs";
import { constants } from "node:os";
import { OSError, osError, PermissionError } from "../../errors.js";
import { errno, lseek, pread, read, syscall } from "../../ffi/index.js";
import { type Coroutine, Future, waitOn } from "../../futures/index.js";
import { EVENT_READ } from "../../selectors/index.js";
import { checkFile, type FilePart } from "../../sockets/internals.js";
import type { SelectorEngine } from "../selector-engine.js";
import { waitReady } from "./wait-ready.js";

const pieceSize = 256 * 1024;
const SEEK_SET = 0;
const SEEK_CUR = 1;
const { EAGAIN, EBADF, EINTR, ESPIPE } = constants.errno;

/** Reads a part of a file; `at` is told by whoever knows how much of what was read has gone. */
export class FilePieces {
	readonly #engine: SelectorEngine;
	readonly #file: unknown;
	readonly #part: FilePart;
	readonly #seekable: boolean;
	#buffer: Buffer | undefined;
	/** How far the file has been sent. */
	at: number;

	/**
	 * @param engine the engine.
	 * @param file the file, which is asked for its descriptor again before each piece.
	 * @param part which part of it.
	 */
	constructor(engine: SelectorEngine, file: unknown, part: FilePart) {
		this.#engine = engine;
		this.#file = file;
		this.#part = part;
		this.#seekable = lseek(part.fd, 0, SEEK_CUR) >= 0 || errno() !== ESPIPE;
		this.at = part.offset;
	}

	/** How many bytes have been sent. */
	get sent(): number {
		return this.at - this.#part.offset;
	}

	/** Moves the file's own place to where it has been sent to, as Python does; what has no places keeps none. */
	settlePlace(): void {
		if (this.sent > 0 && this.#seekable && this.isCurrent()) lseek(this.#part.fd, this.at, SEEK_SET);
	}

	/**
	 * Asks whether the file still has the descriptor that it had: closed meanwhile, the number may be somebody else's.
	 *
	 * @returns whether it has; a plain number always seems to.
	 */
	isCurrent(): boolean {
		try {
			return checkFile(this.#file, "Cannot sendfile: file") === this.#part.fd;
		} catch {
			// It cannot tell any more: as good as closed.
			return false;
		}
	}

	/**
	 * Reads the next piece.
	 *
	 * @returns the bytes, valid until the next call; none at the end.
	 * @throws OSError if the file cannot be read.
	 */
	*next(): Coroutine<Buffer> {
		const { fd, end } = this.#part;
		this.#buffer ??= Buffer.allocUnsafeSlow(Math.min(pieceSize, end - this.at));
		const piece = this.#buffer.subarray(0, Math.min(pieceSize, end - this.at));
		if (piece.length === 0) return piece;
		if (!this.#seekable && this.#part.offset > 0) throw osError(ESPIPE, "pread", { fd });
		if (!this.isCurrent()) throw osError(EBADF, "read", { fd });
		const got = this.#seekable ? yield* waitOn(this.#readAt(piece, this.at)) : yield* this.#readReady(piece);
		return piece.subarray(0, got);
	}

	#readAt(piece: Buffer, at: number): Future<number> {
		const { fd } = this.#part;
		const future = new Future<number>(this.#engine);
		if (this.#engine.host.blocks) {
			// Nothing of Node's runs there, its threads' answers neither.
			future.setResult(syscall("pread", pread(fd, piece, piece.length, at), { fd }));
			return future;
		}
		readOnThread(fd, piece, 0, piece.length, at, (error, got) => {
			if (future.done()) return;
			if (error === null) future.setResult(got);
			else future.setException(osError(-(error.errno ?? 0), "pread", { fd }));
		});
		return future;
	}

	*#readReady(piece: Buffer): Coroutine<number> {
		const { fd } = this.#part;
		for (;;) {
			yield* this.#waitForMore();
			if (!this.isCurrent()) throw osError(EBADF, "read", { fd });
			const got = read(fd, piece, piece.length);
			if (got >= 0) return got;
			const error = errno();
			if (error !== EAGAIN && error !== EINTR) throw osError(error, "read", { fd });
		}
	}

	*#waitForMore(): Coroutine<void> {
		try {
			yield* waitOn(waitReady(this.#engine, this.#part.fd, EVENT_READ));
		} catch (error) {
			// A device that cannot be waited for is always ready.
			if (error instanceof PermissionError || (error instanceof OSError && error.code === "EINVAL")) return;
			throw error;
		}
	}
}
