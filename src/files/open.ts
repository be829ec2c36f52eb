/** Opens files. */
import type { PathLike } from "node:fs";
import { RuntimeError } from "../errors.js";
import { abortable, alreadyAborted, currentScheduler, type Future } from "../futures/index.js";
import { SelectorEngine } from "../reactor/index.js";
import { checkInteger } from "../sockets/internals.js";
import { filePath, openFlags } from "./arguments/index.js";
import type { AsyncFile } from "./async-file.js";
import { chooseBackend } from "./choose-backend.js";
import type { OpenOptions } from "./open-options.js";
import { Opening } from "./opening.js";

function engineOf(loop: OpenOptions["loop"]): SelectorEngine {
	const scheduler: unknown = loop === undefined ? currentScheduler() : loop?.scheduler;
	if (scheduler instanceof SelectorEngine) return scheduler;
	throw new TypeError("Cannot open: loop must be an event loop of evloop");
}

/**
 * Opens a file, without blocking the loop.
 *
 * A thread calls open(2), always with `O_CLOEXEC`. To open a FIFO takes a thread of Node's as long as nobody opens its other
 * end; `"r+"` does not wait.
 *
 * @param path the path: a string, bytes, or a file URL.
 * @param flags as in node:fs: `"r"`, `"r+"`, `"w"`, `"wx"`, `"a"`, `"a+"` and so on, or a number such as `O_RDONLY | O_DIRECT`.
 * @param mode the permissions of a file that is made, less the process's umask.
 * @param options the loop, the backend, a signal.
 * @returns a future of the file; whoever gets it closes it.
 * @throws TypeError or RangeError if an argument is of the wrong kind.
 * @throws ValueError if the path has a zero byte, or there are no such flags or no such backend.
 * @throws NotImplementedError if the system does not have the backend that was asked for.
 * @throws RuntimeError if the loop is closed, or blocks its thread.
 * @throws OSError if the kernel refuses the backend; through the future, as open(2) fails: a FileNotFoundError, for one.
 * @example
 * ```ts
 * import { rm } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { open } from "evloop";
 *
 * const path = join(tmpdir(), `evloop-open-${process.pid}`);
 * {
 * 	await using file = await open(path, "w+");
 * 	await file.write("hello\n");
 * 	console.log(String(await file.pread(100, 0)).trim()); // hello
 * }
 * await rm(path);
 * ```
 * @see https://docs.python.org/3/library/functions.html#open
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/functions/open.html
 */
export function open(
	path: PathLike,
	flags: string | number = "r",
	mode = 0o666,
	options: OpenOptions = {},
): Future<AsyncFile> {
	const { path: place, text } = filePath(path);
	const number = openFlags(flags);
	checkInteger(mode, "Cannot open: mode", 0, 0o7777);
	const engine = engineOf(options?.loop);
	const backend = chooseBackend(engine, options?.backend);
	if (engine.isClosed) throw new RuntimeError("Cannot open: the loop is closed");
	const aborted = alreadyAborted<AsyncFile>(engine, options);
	if (aborted !== undefined) return aborted;
	if (engine.host.blocks) {
		throw new RuntimeError(
			"Cannot open while the loop blocks its thread: the answer comes through Node's loop",
		);
	}
	const opening = new Opening(engine, backend, text, number);
	opening.start(place, mode);
	return abortable(opening, options);
}
