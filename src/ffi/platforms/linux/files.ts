/**
 * Linux: include/uapi/asm-generic/fcntl.h and include/linux/eventfd.h, the same on x64, arm64, riscv64, loong64, s390x
 * and ppc64 for the flags below.
 */
import type { FileTable } from "../file-table.js";

/** The table of files of Linux. */
export const files: FileTable = {
	O_RDONLY: 0,
	O_WRONLY: 1,
	O_RDWR: 2,
	O_NONBLOCK: 0o4000,
	O_CLOEXEC: 0o2000000,
	F_DUPFD_CLOEXEC: 1030,
	F_GETFD: 1,
	F_SETFD: 2,
	F_GETFL: 3,
	F_SETFL: 4,
	FD_CLOEXEC: 1,
	EFD_CLOEXEC: 0o2000000,
	EFD_NONBLOCK: 0o4000,
};
