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
		POLLRDHUP: Number.NaN,
	},
	epoll: noEpoll,
	epollEvent: noEpollEvent,
};
