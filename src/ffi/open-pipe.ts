/**
 * Makes pipes that no child process inherits.
 *
 * Linux, FreeBSD and OpenBSD set the flag in the call itself, so that a thread that starts a child meanwhile cannot hand
 * them over; Darwin has no pipe2 (nor SOCK_CLOEXEC, by which it is told), and takes an fcntl for each end.
 */
import { fcntl, pipe, pipe2 } from "./libc/descriptors.js";
import { platform } from "./platform.js";

const { F_SETFD, FD_CLOEXEC, O_CLOEXEC } = platform.files;
const isAtomic = !Number.isNaN(platform.sockets.constants.SOCK_CLOEXEC);

/**
 * `pipe(2)`, close-on-exec.
 *
 * @param ends takes the end to read from, then the end to write to; both are blocking.
 * @returns 0, or -1 with `errno` set.
 */
export function openPipe(ends: Int32Array): number {
	if (isAtomic) return pipe2(ends, O_CLOEXEC);
	if (pipe(ends) < 0) return -1;
	for (const end of ends) fcntl(end, F_SETFD, "int", FD_CLOEXEC);
	return 0;
}
