import { fcntl, platform, syscall } from "../ffi/index.js";

/**
 * Makes a second descriptor of the same description, which children do not inherit.
 *
 * @param fd the descriptor.
 * @returns the new one.
 * @throws OSError where there is no such descriptor, or no room for one more.
 */
export function duplicateDescriptor(fd: number): number {
	return syscall("fcntl", fcntl(fd, platform.files.F_DUPFD_CLOEXEC, "int", 0), { fd });
}
