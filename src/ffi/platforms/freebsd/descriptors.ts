/**
 * FreeBSD: sys/sys/eventfd.h (13), sys/sys/timerfd.h (14), sys/sys/mman.h and sys/sys/fcntl.h (memfd_create and seals: 13),
 * sys/sys/_clock_id.h. It has neither signalfd nor pidfd.
 */
import type { DescriptorTable } from "../descriptor-table.js";
import { noDescriptors } from "../no-descriptors.js";

/** The table of descriptor makers of freebsd. */
export const descriptors: DescriptorTable = {
	...noDescriptors,
	EFD_SEMAPHORE: 1,
	TFD_CLOEXEC: 0x00100000,
	TFD_NONBLOCK: 0x4,
	TFD_TIMER_ABSTIME: 1,
	TFD_TIMER_CANCEL_ON_SET: 2,
	CLOCK_MONOTONIC: 4,
	CLOCK_BOOTTIME: 5,
	MFD_CLOEXEC: 1,
	MFD_ALLOW_SEALING: 2,
	MFD_HUGETLB: 4,
	F_ADD_SEALS: 19,
	F_GET_SEALS: 20,
	F_SEAL_SEAL: 1,
	F_SEAL_SHRINK: 2,
	F_SEAL_GROW: 4,
	F_SEAL_WRITE: 8,
};
