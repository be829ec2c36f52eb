/** The one way to make a system call that must succeed. */
import { type OSErrorOptions, osError } from "../errors.js";
import { errno } from "./errno.js";

/**
 * Checks the result of a system call.
 *
 * The call stands in the argument list, so its result and `errno` are taken in one statement:
 * `syscall("listen", listen(fd, backlog))`.
 *
 * @param name the system call, for the error.
 * @param result what it returned.
 * @param details the descriptor, path or address it was about, for the error.
 * @returns the result, where it is not negative.
 * @throws OSError the subclass that belongs to `errno`, where it is.
 */
export function syscall(
	name: string,
	result: number,
	details?: Omit<OSErrorOptions, "code" | "errno" | "syscall">,
): number {
	if (result < 0) throw osError(errno(), name, details);
	return result;
}
