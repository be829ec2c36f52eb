/** The shape of a platform's table of files and descriptors. */

/** The numbers for open, fcntl, pipe and eventfd; `NaN` where the system has no such thing. */
export interface FileTable {
	readonly O_RDONLY: number;
	readonly O_WRONLY: number;
	readonly O_RDWR: number;
	readonly O_NONBLOCK: number;
	readonly O_CLOEXEC: number;
	readonly F_DUPFD_CLOEXEC: number;
	readonly F_GETFD: number;
	readonly F_SETFD: number;
	readonly F_GETFL: number;
	readonly F_SETFL: number;
	readonly FD_CLOEXEC: number;
	readonly EFD_CLOEXEC: number;
	readonly EFD_NONBLOCK: number;
}
