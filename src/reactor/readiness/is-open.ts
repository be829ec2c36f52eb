/** Whether a number is an open descriptor. */
import { fcntl, platform } from "../../ffi/index.js";

/**
 * Asks the kernel whether a descriptor is open.
 *
 * @param fd the number.
 * @returns whether it is.
 */
export function isOpen(fd: number): boolean {
	return fcntl(fd, platform.files.F_GETFD, "int", 0) >= 0;
}
