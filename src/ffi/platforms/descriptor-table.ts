/** The shape of a platform's table of what makes descriptors: eventfd, timerfd, signalfd, pidfd, memfd, and locks. */

/** The numbers of the descriptor makers; `NaN` where the system has no such thing. */
export interface DescriptorTable {
	/** eventfd: a read takes one. */
	readonly EFD_SEMAPHORE: number;
	readonly TFD_CLOEXEC: number;
	readonly TFD_NONBLOCK: number;
	readonly TFD_TIMER_ABSTIME: number;
	readonly TFD_TIMER_CANCEL_ON_SET: number;
	readonly CLOCK_REALTIME: number;
	readonly CLOCK_MONOTONIC: number;
	readonly CLOCK_BOOTTIME: number;
	readonly SFD_CLOEXEC: number;
	readonly SFD_NONBLOCK: number;
	/** How to add to a thread's mask of signals, and how to take from it. */
	readonly SIG_BLOCK: number;
	readonly SIG_UNBLOCK: number;
	readonly MFD_CLOEXEC: number;
	readonly MFD_ALLOW_SEALING: number;
	readonly MFD_HUGETLB: number;
	readonly MFD_NOEXEC_SEAL: number;
	readonly MFD_EXEC: number;
	readonly F_ADD_SEALS: number;
	readonly F_GET_SEALS: number;
	readonly F_SEAL_SEAL: number;
	readonly F_SEAL_SHRINK: number;
	readonly F_SEAL_GROW: number;
	readonly F_SEAL_WRITE: number;
	readonly F_SEAL_FUTURE_WRITE: number;
	readonly F_SEAL_EXEC: number;
	/** flock(2). */
	readonly LOCK_SH: number;
	readonly LOCK_EX: number;
	readonly LOCK_NB: number;
	readonly LOCK_UN: number;
	/** The numbers of the system calls that not every C library has a function for. */
	readonly SYS_pidfd_open: number;
	readonly SYS_pidfd_send_signal: number;
	/** waitid(2): the kind of ID that is a pidfd, and its flags. */
	readonly P_PIDFD: number;
	readonly WEXITED: number;
	readonly WNOHANG: number;
	readonly WNOWAIT: number;
	/** Where a `siginfo_t` of a child has its fields, in bytes. */
	readonly childInfo: { readonly pid: number; readonly status: number; readonly code: number };
	/** The ioctl that asks a pidfd about its process, and what asks for, and tells of, its exit. */
	readonly PIDFD_GET_INFO: number;
	readonly PIDFD_INFO_EXIT: number;
}
