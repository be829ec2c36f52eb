/** OpenBSD: sys/sys/fcntl.h; there is no eventfd. */
import type { FileTable } from "../file-table.js";

/** The table of files of openbsd. */
export const files: FileTable = {
	O_RDONLY: 0,
	O_WRONLY: 1,
	O_RDWR: 2,
	O_NONBLOCK: 0x4,
	O_CLOEXEC: 0x10000,
	F_DUPFD_CLOEXEC: 10,
	F_GETFD: 1,
	F_SETFD: 2,
	F_GETFL: 3,
	F_SETFL: 4,
	FD_CLOEXEC: 1,
	EFD_CLOEXEC: Number.NaN,
	EFD_NONBLOCK: Number.NaN,
};
