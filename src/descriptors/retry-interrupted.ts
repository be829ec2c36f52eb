import { constants } from "node:os";
import { osError } from "../errors.js";
import { errno } from "../ffi/index.js";

const { EINTR } = constants.errno;

/**
 * Makes a system call again for as long as signals interrupt it (PEP 475).
 *
 * @param syscall its name.
 * @param fd the descriptor that it is about.
 * @param call makes it once.
 * @returns its result, not negative.
 * @throws OSError where it fails otherwise.
 */
export function retryInterrupted(syscall: string, fd: number, call: () => number): number {
	for (;;) {
		const result = call();
		if (result >= 0) return result;
		const error = errno();
		if (error !== EINTR) throw osError(error, syscall, { fd });
	}
}
