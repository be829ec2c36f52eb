/** The slow way to the flags that Darwin's socket calls cannot set. */
import { fcntl } from "../libc/descriptors.js";
import { platform } from "../platform.js";
import { quietSocket } from "./quiet-socket.js";
import { setBlockingFlag } from "./set-blocking-flag.js";

const { F_SETFD, FD_CLOEXEC } = platform.files;

/**
 * Makes a fresh socket close-on-exec, blocking or not, and quiet. None of these calls fails on an open descriptor, so
 * nothing is checked.
 *
 * @param fd the descriptor.
 * @param nonblocking whether it shall be non-blocking.
 * @returns the descriptor.
 */
export function markDescriptor(fd: number, nonblocking: boolean): number {
	fcntl(fd, F_SETFD, "int", FD_CLOEXEC);
	setBlockingFlag(fd, !nonblocking);
	quietSocket(fd);
	return fd;
}
