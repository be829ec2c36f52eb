import { fcntl } from "../libc/descriptors.js";
import { platform } from "../platform.js";

const { F_GETFL, F_SETFL, O_NONBLOCK } = platform.files;

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
