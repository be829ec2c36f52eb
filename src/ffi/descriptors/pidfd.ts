/** pidfd's calls, and what became of a process. */
import { constants } from "node:os";
import { errno } from "../errno.js";
import { ioctlInto, systemCall2, systemCall4, waitid } from "../libc/processes.js";
import { platform } from "../platform.js";

const table = platform.descriptors;

/**
 * `pidfd_open(2)`, close-on-exec as always.
 *
 * @param pid the process.
 * @returns the descriptor, or -1 with `errno` set.
 */
export function pidfdOpen(pid: number): number {
	return systemCall2(table.SYS_pidfd_open, "long", pid, "long", 0);
}

/**
 * `pidfd_send_signal(2)`.
 *
 * @param fd the pidfd.
 * @param signal the number of the signal.
 * @returns 0, or -1 with `errno` set.
 */
export function pidfdSendSignal(fd: number, signal: number): number {
	return systemCall4(table.SYS_pidfd_send_signal, "long", fd, "long", signal, "long", 0, "long", 0);
}

/** A `siginfo_t` is 128 bytes. */
const info = new Int32Array(32);
const infoBytes = new Uint8Array(info.buffer);
/** CLD_EXITED of include/uapi/asm-generic/siginfo.h; the other codes of an end are of signals. */
const exited = 1;

/** `struct pidfd_info` as the kernel had it first: its mask at 0, the wait status at 60. */
const pidfdInfo = new Int32Array(16);
const pidfdInfoBytes = new Uint8Array(pidfdInfo.buffer);
const exitCode = 15;

/**
 * Asks what a process ended with, and leaves it to be waited for by whoever started it: a child that nobody has waited for
 * yet tells at once, one that was waited for where the kernel remembers (Linux 6.15).
 *
 * @param fd the pidfd of a process that has ended.
 * @returns its exit status, or the negative number of the signal that ended it; `undefined` where the kernel does not tell.
 */
export function pidfdStatus(fd: number): number | undefined {
	return childStatus(fd) ?? rememberedStatus(fd);
}

function childStatus(fd: number): number | undefined {
	const { childInfo, P_PIDFD, WEXITED, WNOHANG, WNOWAIT } = table;
	info.fill(0);
	while (waitid(P_PIDFD, fd, infoBytes, WEXITED | WNOHANG | WNOWAIT) < 0) {
		// ECHILD: no child of ours, or waited for already; EINVAL: a kernel before 5.4.
		if (errno() !== constants.errno.EINTR) return undefined;
	}
	if (info[childInfo.pid / 4] === 0) return undefined;
	const status = info[childInfo.status / 4] ?? 0;
	return info[childInfo.code / 4] === exited ? status : -status;
}

function rememberedStatus(fd: number): number | undefined {
	const { PIDFD_GET_INFO, PIDFD_INFO_EXIT } = table;
	pidfdInfo.fill(0);
	const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
	const mask = littleEndian ? 0 : 1;
	pidfdInfo[mask] = PIDFD_INFO_EXIT;
	if (ioctlInto(fd, PIDFD_GET_INFO, "void *", pidfdInfoBytes) < 0) return undefined;
	if (((pidfdInfo[mask] ?? 0) & PIDFD_INFO_EXIT) === 0) return undefined;
	const status = pidfdInfo[exitCode] ?? 0;
	const signal = status & 0x7f;
	return signal === 0 ? (status >> 8) & 0xff : -signal;
}
