/**
 * OpenBSD: sys/sys/event.h (7.7), sys/sys/poll.h, sys/sys/select.h (FD_SETSIZE), sys/sys/syslimits.h (PIPE_BUF).
 */
import { commonKqueue } from "../kqueue-table.js";
import { noEpoll, noEpollEvent } from "../no-epoll.js";
import type { PollingTable } from "../polling-table.js";

/** The table of polling of openbsd. */
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
		POLLRDHUP: Number.NaN,
	},
	epoll: noEpoll,
	epollEvent: noEpollEvent,
	kqueue: {
		keventBytes: 32,
		constants: {
			...commonKqueue,
			KQ_FILTER_EXCEPT: -9,
			KQ_FILTER_USER: -10,
			KQ_EV_SYSFLAGS: 0xf800,
			KQ_NOTE_OOB: 0x4,
			KQ_NOTE_TRUNCATE: 0x80,
			KQ_NOTE_MSECONDS: 0x0,
			KQ_NOTE_USECONDS: 0x2,
			KQ_NOTE_NSECONDS: 0x3,
			KQ_NOTE_ABSTIME: 0x10,
		},
	},
};
