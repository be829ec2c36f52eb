import { constants } from "node:os";
import { osError, TimeoutError } from "../errors.js";
import { errno, pollOnce } from "../ffi/index.js";

const longest = 0x7fffffff;

/**
 * The moment at which a time limit ends.
 *
 * @param timeout the limit in milliseconds, or undefined for none.
 * @returns the moment on `performance.now()`'s clock; Infinity without a limit.
 */
export function deadlineAfter(timeout: number | undefined): number {
	return timeout === undefined ? Number.POSITIVE_INFINITY : performance.now() + timeout;
}

/**
 * The error that says that a socket's time was over.
 *
 * @param syscall what did not get done.
 * @param fd the descriptor.
 * @returns the error; it is not thrown.
 */
export function timedOut(syscall: string, fd: number): TimeoutError {
	return new TimeoutError(`${syscall} timed out`, { syscall, fd });
}

/**
 * Blocks the thread until a descriptor is ready. A signal does not end the wait, which goes on with the time left.
 *
 * @param fd the descriptor.
 * @param writing true to wait for writing.
 * @param deadline the moment of {@link deadlineAfter}.
 * @param syscall what the wait is for.
 * @throws TimeoutError where the moment passes first.
 */
export function waitReady(fd: number, writing: boolean, deadline: number, syscall: string): void {
	for (;;) {
		const ready = pollOnce(fd, writing, pollTimeout(deadline));
		if (ready > 0) return;
		if (ready < 0) {
			const number = errno();
			if (number !== constants.errno.EINTR) throw osError(number, "poll", { fd });
		} else if (performance.now() >= deadline) {
			throw timedOut(syscall, fd);
		}
	}
}

/**
 * Blocks the thread for a moment.
 *
 * @param ms how long, in whole milliseconds; a signal may end it early.
 */
export function pause(ms: number): void {
	pollOnce(-1, false, ms);
}

/** Rounded up: poll(2) must not end before the moment, and a moment that has passed still gets one look. */
function pollTimeout(deadline: number): number {
	const left = deadline - performance.now();
	return left === Number.POSITIVE_INFINITY ? -1 : Math.min(longest, Math.max(0, Math.ceil(left)));
}
