/** The slow way to the flags that Darwin's socket calls cannot set. */
import { fcntl } from "../libc/descriptors.js";
import { setsockopt } from "../libc/sockets.js";
import { platform } from "../platform.js";

const { F_GETFL, F_SETFL, F_SETFD, FD_CLOEXEC, O_NONBLOCK } = platform.files;
const { SOL_SOCKET, SO_NOSIGPIPE } = platform.sockets.constants;
const one = new Int32Array([1]);

/**
 * Makes a fresh socket close-on-exec, blocking or not, and keeps it from raising SIGPIPE where that is an option of the
 * socket (Darwin) and not a flag of each send.
 *
 * None of these calls fails on an open socket; one whose peer is gone already may refuse SO_NOSIGPIPE on Darwin
 * (EINVAL), and Node ignores SIGPIPE in any case. So nothing is checked.
 *
 * @param fd the descriptor.
 * @param nonblocking whether it shall be non-blocking.
 * @returns the descriptor.
 */
export function markDescriptor(fd: number, nonblocking: boolean): number {
	fcntl(fd, F_SETFD, "int", FD_CLOEXEC);
	setBlockingFlag(fd, !nonblocking);
	if (!Number.isNaN(SO_NOSIGPIPE)) setsockopt(fd, SOL_SOCKET, SO_NOSIGPIPE, one, 4);
	return fd;
}

/**
 * Sets or clears O_NONBLOCK, where it is not so yet.
 *
 * @param fd the descriptor.
 * @param blocking whether its calls shall block.
 * @returns 0, or -1 with `errno` set.
 */
export function setBlockingFlag(fd: number, blocking: boolean): number {
	const flags = fcntl(fd, F_GETFL, "int", 0);
	if (flags < 0) return -1;
	const wanted = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
	return wanted === flags ? 0 : fcntl(fd, F_SETFL, "int", wanted);
}
