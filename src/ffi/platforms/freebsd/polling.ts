/**
 * FreeBSD: sys/sys/event.h, sys/sys/poll.h (POLLRDHUP since 13.2), sys/sys/select.h (FD_SETSIZE), sys/sys/syslimits.h
 * (PIPE_BUF). Since FreeBSD 12 a `struct kevent` carries four extension words.
 */
import { commonKqueue } from "../kqueue-table.js";
import { noEpoll, noEpollEvent } from "../no-epoll.js";
import type { PollingTable } from "../polling-table.js";

/** The table of polling of freebsd. */
export const polling: PollingTable = {
	FD_SETSIZE: 1024,
	PIPE_BUF: 512,
	longBytes: 8,
	poll: {
		POLLIN: 0x1,
		POLLPRI: 0x2,
		POLLOUT: 0x4,
		POLLERR: 0x8,
		POLLHUP: 0x10,
		POLLNVAL: 0x20,
		POLLRDNORM: 0x40,
		POLLRDBAND: 0x80,
		POLLWRNORM: 0x4,
		POLLWRBAND: 0x100,
		POLLMSG: Number.NaN,
		POLLRDHUP: 0x4000,
	},
	epoll: noEpoll,
	epollEvent: noEpollEvent,
	kqueue: {
		keventBytes: 64,
		constants: {
			...commonKqueue,
			KQ_FILTER_PROCDESC: -8,
			KQ_FILTER_FS: -9,
			KQ_FILTER_USER: -11,
			KQ_NOTE_OPEN: 0x80,
			KQ_NOTE_CLOSE: 0x100,
			KQ_NOTE_CLOSE_WRITE: 0x200,
			KQ_NOTE_READ: 0x400,
			KQ_NOTE_MSECONDS: 0x2,
			KQ_NOTE_USECONDS: 0x4,
			KQ_NOTE_NSECONDS: 0x8,
			KQ_NOTE_ABSTIME: 0x10,
		},
	},
};
