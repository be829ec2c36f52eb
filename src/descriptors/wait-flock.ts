/**
 * Waiting for the lock of a file without blocking the loop.
 *
 * The kernel tells nobody when a lock becomes free, so it is asked again and again, with pauses that grow from 1 to 50 ms.
 * The other way, a thread that blocks in flock(2), cannot be cancelled: a thread whose waiter has left would still be given
 * the lock, at some time, and would hold it on behalf of nobody.
 */
import { BlockingIOError, ValueError } from "../errors.js";
import {
	abortable,
	alreadyAborted,
	type Coroutine,
	Future,
	Operation,
	type Scheduler,
	waitOn,
} from "../futures/index.js";
import type { FileLike } from "../sockets/index.js";
import { checkFile, checkInteger } from "../sockets/internals.js";
import { type DescriptorLoopOptions, descriptorLoop } from "./descriptor-loop.js";
import { flock } from "./flock.js";
import { LOCK_EX, LOCK_NB, LOCK_SH } from "./lock-constants.js";

const firstPause = 1;
const longestPause = 50;

/**
 * Takes the lock of a file, waiting until it is free; the loop goes on meanwhile.
 *
 * It asks again and again, up to 50 ms apart: nobody is told when a lock becomes free, and who waits has no place in a line.
 * Cancelling it leaves no lock behind. Give it up with `flock(file, LOCK_UN)`.
 *
 * @param file a descriptor, or anything with a `fileno()` or an `fd`, such as a `FileHandle`; it stays open meanwhile.
 * @param operation LOCK_SH or LOCK_EX.
 * @param options a signal that takes it back, and the loop.
 * @returns a future, done when the lock is yours.
 * @throws TypeError or RangeError if an argument is of the wrong kind, also through the future if the file is closed meanwhile.
 * @throws ValueError if it is another operation.
 * @throws OSError through the future, if the descriptor is not open, or its file system has no locks.
 * @example
 * ```ts
 * import { flock, LOCK_EX, LOCK_UN, waitFlock } from "evloop";
 * import { open } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 *
 * const file = await open(tmpdir());
 * await waitFlock(file, LOCK_EX);
 * try {
 * 	console.log("nobody else works here now"); // nobody else works here now
 * } finally {
 * 	flock(file, LOCK_UN);
 * 	await file.close();
 * }
 * ```
 * @see https://man7.org/linux/man-pages/man2/flock.2.html
 */
export function waitFlock(file: FileLike, operation: number, options?: DescriptorLoopOptions): Future<void> {
	checkFile(file, "Cannot waitFlock: file");
	const kind = checkInteger(operation, "Cannot waitFlock: operation") & ~LOCK_NB;
	if (kind !== LOCK_SH && kind !== LOCK_EX) {
		throw new ValueError(`Cannot waitFlock: operation must be LOCK_SH or LOCK_EX, got ${operation}`);
	}
	const { scheduler } = descriptorLoop(options);
	const aborted = alreadyAborted<void>(scheduler, options);
	if (aborted !== undefined) return aborted;
	return abortable(new Operation(scheduler, locking(scheduler, file, kind | LOCK_NB)), options);
}

function* locking(scheduler: Scheduler, file: FileLike, operation: number): Coroutine<void> {
	for (let pause = firstPause; ; pause = Math.min(2 * pause, longestPause)) {
		try {
			flock(file, operation);
			return;
		} catch (error) {
			if (!(error instanceof BlockingIOError)) throw error;
		}
		yield* pausing(scheduler, pause);
	}
}

function* pausing(scheduler: Scheduler, milliseconds: number): Coroutine<void> {
	const over = new Future<void>(scheduler);
	const timer = scheduler.enqueueLater(milliseconds, {
		run: () => {
			if (!over.done()) over.setResult();
		},
	});
	try {
		yield* waitOn(over);
	} finally {
		timer.cancel();
	}
}
