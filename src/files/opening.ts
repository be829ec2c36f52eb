/** The opening of a file: two calls on a thread, open(2) and fstat(2). */
import { close, constants, fstat, open, type PathLike, type Stats } from "node:fs";
import { constants as system } from "node:os";
import { osError } from "../errors.js";
import { directAlignment, errno, lseek, setBlockingFlag } from "../ffi/index.js";
import { Future } from "../futures/index.js";
import type { SelectorEngine } from "../reactor/index.js";
import { AsyncFile } from "./async-file.js";
import type { FileBackend } from "./backends/index.js";
import { chooseBackend } from "./choose-backend.js";
import { OpenedFile } from "./core/index.js";

const { EIO, ESPIPE } = system.errno;
const SEEK_CUR = 1;
// Not every system has it.
const O_DIRECT: number | undefined = constants.O_DIRECT;

/** Whether the bytes of a file have places. */
function isPlaced(fd: number, stats: Stats): boolean {
	if (stats.isFIFO() || stats.isSocket()) return false;
	return !stats.isCharacterDevice() || lseek(fd, 0, SEEK_CUR) >= 0 || errno() !== ESPIPE;
}

/** The future of an open file. A descriptor that comes when nobody waits for it any more is closed. */
export class Opening extends Future<AsyncFile> {
	readonly #engine: SelectorEngine;
	readonly #backend: FileBackend;
	readonly #path: string;
	readonly #flags: number;

	/**
	 * @param engine the loop's engine.
	 * @param backend what will read and write it.
	 * @param path its path, for errors.
	 * @param flags the flags of open(2).
	 */
	constructor(engine: SelectorEngine, backend: FileBackend, path: string, flags: number) {
		super(engine);
		this.#engine = engine;
		this.#backend = backend;
		this.#path = path;
		this.#flags = flags;
	}

	/**
	 * Has a thread open it.
	 *
	 * @param path its path.
	 * @param mode the permissions of a file that is made.
	 */
	start(path: PathLike, mode: number): void {
		open(path, this.#flags, mode, (error, fd) => {
			if (error !== null) this.#fail(error, "open");
			else if (this.done()) close(fd, () => {});
			else fstat(fd, (failure, stats) => this.#examine(fd, failure, stats));
		});
	}

	/**
	 * Makes it fail from outside: its signal was aborted.
	 *
	 * @param reason what it fails with.
	 */
	abort(reason: unknown): void {
		if (!this.done()) this.setException(reason);
	}

	#fail({ errno: error = -EIO }: NodeJS.ErrnoException, syscall: string): void {
		if (!this.done()) this.setException(osError(-error, syscall, { path: this.#path }));
	}

	#examine(fd: number, error: NodeJS.ErrnoException | null, stats: Stats): void {
		if (error !== null || this.done()) {
			// What close(2) says of a file that nobody has used is of no interest.
			close(fd, () => {});
			if (error !== null) this.#fail(error, "fstat");
			return;
		}
		this.setResult(this.#make(fd, stats));
	}

	#make(fd: number, stats: Stats): AsyncFile {
		const placed = isPlaced(fd, stats);
		const appends = (this.#flags & constants.O_APPEND) !== 0;
		const direct = placed && O_DIRECT !== undefined && (this.#flags & O_DIRECT) !== 0;
		if (!placed) setBlockingFlag(fd, false);
		return new AsyncFile(
			new OpenedFile({
				engine: this.#engine,
				backend: this.#backend,
				fallback: this.#backend.name === "aio" ? chooseBackend(this.#engine, "threads") : undefined,
				fd,
				path: this.#path,
				placed,
				appends,
				alignment: direct ? directAlignment(fd) : 1,
				place: appends && placed ? stats.size : 0,
			}),
		);
	}
}
