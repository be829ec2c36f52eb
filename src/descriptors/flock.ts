/** Locks on files, which other processes respect who ask for them, too. */
import { ValueError } from "../errors.js";
import { flock as flockOnce } from "../ffi/index.js";
import type { FileLike } from "../sockets/index.js";
import { checkFile, checkInteger } from "../sockets/internals.js";
import { LOCK_EX, LOCK_NB, LOCK_SH, LOCK_UN } from "./lock-constants.js";
import { retryInterrupted } from "./retry-interrupted.js";

/**
 * Takes or gives up the lock of a file, as flock(1) and Python's `fcntl.flock` do.
 *
 * The lock belongs to the open file, not to the process: duplicates of the descriptor share it, and it goes when the last
 * of them is closed. It binds only those who ask for it. Without LOCK_NB the whole thread waits, and Node with it; on a loop
 * there is {@link waitFlock}.
 *
 * @param file a descriptor, or anything with a `fileno()` or an `fd`, such as a `FileHandle`.
 * @param operation LOCK_SH, LOCK_EX or LOCK_UN, and perhaps LOCK_NB.
 * @throws TypeError or RangeError if an argument is of the wrong kind.
 * @throws ValueError if it is another operation.
 * @throws BlockingIOError if somebody else has the lock, with LOCK_NB.
 * @throws OSError if the descriptor is not open, or its file system has no locks.
 * @example
 * ```ts
 * import { BlockingIOError, flock, LOCK_EX, LOCK_NB, LOCK_UN } from "evloop";
 * import { closeSync, openSync } from "node:fs";
 * import { tmpdir } from "node:os";
 *
 * const [mine, theirs] = [openSync(tmpdir(), "r"), openSync(tmpdir(), "r")];
 * flock(mine, LOCK_EX | LOCK_NB);
 * try {
 * 	flock(theirs, LOCK_EX | LOCK_NB);
 * } catch (error) {
 * 	console.log(error instanceof BlockingIOError); // true
 * }
 * flock(mine, LOCK_UN);
 * closeSync(mine);
 * closeSync(theirs);
 * ```
 * @see https://docs.python.org/3/library/fcntl.html#fcntl.flock
 */
export function flock(file: FileLike, operation: number): void {
	const fd = checkFile(file, "Cannot flock: file");
	const number = checkInteger(operation, "Cannot flock: operation");
	const kind = number & ~LOCK_NB;
	if (kind !== LOCK_SH && kind !== LOCK_EX && kind !== LOCK_UN) {
		throw new ValueError(
			`Cannot flock: operation must be LOCK_SH, LOCK_EX or LOCK_UN, perhaps with LOCK_NB, got ${number}`,
		);
	}
	retryInterrupted("flock", fd, () => flockOnce(fd, number));
}
