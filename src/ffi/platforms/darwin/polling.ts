/**
 * Darwin: bsd/sys/event.h and bsd/sys/poll.h of xnu, bsd/sys/_types/_fd_def.h (FD_SETSIZE), bsd/sys/syslimits.h
 * (PIPE_BUF). NOTE_EXITSTATUS and the units of timers are Darwin's own; data of a timer is milliseconds if no unit is set.
 */
import { commonKqueue } from "../kqueue-table.js";
import { noEpoll, noEpollEvent } from "../no-epoll.js";
import type { PollingTable } from "../polling-table.js";

/** The table of polling of darwin. */
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
			KQ_FILTER_FS: -9,
			KQ_FILTER_USER: -10,
			KQ_FILTER_EXCEPT: -15,
			KQ_NOTE_OOB: 0x2,
			KQ_NOTE_EXITSTATUS: 0x04000000,
			KQ_NOTE_PCTRLMASK: 0xfff00000,
			KQ_NOTE_USECONDS: 0x2,
			KQ_NOTE_NSECONDS: 0x4,
			KQ_NOTE_ABSTIME: 0x8,
		},
	},
};
