/** A read that does not wait. */
import { constants } from "node:os";
import { osError } from "../errors.js";
import { errno, read } from "../ffi/index.js";

const { EAGAIN, EINTR } = constants.errno;

/**
 * Reads what is there.
 *
 * @param fd a non-blocking descriptor.
 * @param bytes what it is read into.
 * @returns how many bytes; `undefined` where there is nothing to read yet.
 * @throws OSError where the read fails otherwise.
 */
export function readNow(fd: number, bytes: Uint8Array): number | undefined {
	for (;;) {
		const size = read(fd, bytes, bytes.length);
		if (size >= 0) return size;
		const error = errno();
		if (error === EAGAIN) return undefined;
		if (error !== EINTR) throw osError(error, "read", { fd });
	}
}

/**
 * What a read throws that would have to wait.
 *
 * @param fd the descriptor.
 * @returns a BlockingIOError.
 */
export function wouldBlock(fd: number): Error {
	return osError(EAGAIN, "read", { fd });
}
