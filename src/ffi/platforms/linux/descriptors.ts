/**
 * Linux: include/uapi/linux/{timerfd,memfd,fcntl,time,wait,pidfd}.h and include/uapi/asm-generic/{fcntl,signal,siginfo,unistd}.h
 * of the kernel, sys/{eventfd,signalfd,file}.h of glibc. The system calls have these numbers on every machine that Node runs on.
 */
import type { DescriptorTable } from "../descriptor-table.js";
import { polling } from "./polling.js";

/** A `siginfo_t` begins with three ints; what follows is aligned as a pointer is. */
const childPid = polling.longBytes === 8 ? 16 : 12;

/** The table of descriptor makers of Linux. */
export const descriptors: DescriptorTable = {
	EFD_SEMAPHORE: 1,
	TFD_CLOEXEC: 0o2000000,
	TFD_NONBLOCK: 0o4000,
	TFD_TIMER_ABSTIME: 1,
	TFD_TIMER_CANCEL_ON_SET: 2,
	CLOCK_REALTIME: 0,
	CLOCK_MONOTONIC: 1,
	CLOCK_BOOTTIME: 7,
	SFD_CLOEXEC: 0o2000000,
	SFD_NONBLOCK: 0o4000,
	SIG_BLOCK: 0,
	SIG_UNBLOCK: 1,
	MFD_CLOEXEC: 1,
	MFD_ALLOW_SEALING: 2,
	MFD_HUGETLB: 4,
	MFD_NOEXEC_SEAL: 8,
	MFD_EXEC: 0x10,
	F_ADD_SEALS: 1033,
	F_GET_SEALS: 1034,
	F_SEAL_SEAL: 1,
	F_SEAL_SHRINK: 2,
	F_SEAL_GROW: 4,
	F_SEAL_WRITE: 8,
	F_SEAL_FUTURE_WRITE: 0x10,
	F_SEAL_EXEC: 0x20,
	LOCK_SH: 1,
	LOCK_EX: 2,
	LOCK_NB: 4,
	LOCK_UN: 8,
	SYS_pidfd_open: 434,
	SYS_pidfd_send_signal: 424,
	P_PIDFD: 3,
	WEXITED: 4,
	WNOHANG: 1,
	WNOWAIT: 0x01000000,
	childInfo: { pid: childPid, status: childPid + 8, code: 8 },
	PIDFD_GET_INFO: 0xc040ff0b,
	PIDFD_INFO_EXIT: 8,
};
