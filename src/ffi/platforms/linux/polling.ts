/**
 * Linux: include/uapi/asm-generic/poll.h (x86, arm, riscv and loongarch use it unchanged),
 * include/uapi/linux/eventpoll.h, include/uapi/linux/posix_types.h (FD_SETSIZE), include/uapi/linux/limits.h (PIPE_BUF).
 *
 * `struct epoll_event` is a 32-bit word and a 64-bit one. It is packed on x86-64 alone, so that 32-bit programs can share
 * it: i386 aligns 64-bit fields at 4 bytes anyway. Everywhere else a word of padding comes between.
 */
import { noKqueue } from "../kqueue-table.js";
import type { PollingTable } from "../polling-table.js";

const packed = process.arch === "x64" || process.arch === "ia32";
const short = process.arch === "ia32" || process.arch === "arm";

/** The table of polling of linux. */
export const polling: PollingTable = {
	FD_SETSIZE: 1024,
	PIPE_BUF: 4096,
	longBytes: short ? 4 : 8,
	poll: {
		POLLIN: 0x1,
		POLLPRI: 0x2,
		POLLOUT: 0x4,
		POLLERR: 0x8,
		POLLHUP: 0x10,
		POLLNVAL: 0x20,
		POLLRDNORM: 0x40,
		POLLRDBAND: 0x80,
		POLLWRNORM: 0x100,
		POLLWRBAND: 0x200,
		POLLMSG: 0x400,
		POLLRDHUP: 0x2000,
	},
	epoll: {
		EPOLLIN: 0x1,
		EPOLLPRI: 0x2,
		EPOLLOUT: 0x4,
		EPOLLERR: 0x8,
		EPOLLHUP: 0x10,
		EPOLLRDNORM: 0x40,
		EPOLLRDBAND: 0x80,
		EPOLLWRNORM: 0x100,
		EPOLLWRBAND: 0x200,
		EPOLLMSG: 0x400,
		EPOLLRDHUP: 0x2000,
		EPOLLEXCLUSIVE: 0x10000000,
		EPOLLWAKEUP: 0x20000000,
		EPOLLONESHOT: 0x40000000,
		EPOLLET: 0x80000000,
		EPOLL_CLOEXEC: 0o2000000,
		EPOLL_CTL_ADD: 1,
		EPOLL_CTL_DEL: 2,
		EPOLL_CTL_MOD: 3,
	},
	epollEvent: packed
		? { words: 3, events: 0, dataLow: 1, dataHigh: 2 }
		: { words: 4, events: 0, dataLow: 2, dataHigh: 3 },
	kqueue: { keventBytes: Number.NaN, constants: noKqueue },
};
