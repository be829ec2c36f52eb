/** What a system without epoll has in its table. */
import type { EpollConstants, EpollEventLayout } from "./polling-table.js";

/** Epoll's numbers, where there is none. */
export const noEpoll: EpollConstants = {
	EPOLLIN: Number.NaN,
	EPOLLPRI: Number.NaN,
	EPOLLOUT: Number.NaN,
	EPOLLERR: Number.NaN,
	EPOLLHUP: Number.NaN,
	EPOLLRDNORM: Number.NaN,
	EPOLLRDBAND: Number.NaN,
	EPOLLWRNORM: Number.NaN,
	EPOLLWRBAND: Number.NaN,
	EPOLLMSG: Number.NaN,
	EPOLLRDHUP: Number.NaN,
	EPOLLEXCLUSIVE: Number.NaN,
	EPOLLWAKEUP: Number.NaN,
	EPOLLONESHOT: Number.NaN,
	EPOLLET: Number.NaN,
	EPOLL_CLOEXEC: Number.NaN,
	EPOLL_CTL_ADD: Number.NaN,
	EPOLL_CTL_DEL: Number.NaN,
	EPOLL_CTL_MOD: Number.NaN,
};

/** The layout of epoll's events, where there is none. */
export const noEpollEvent: EpollEventLayout = {
	words: Number.NaN,
	events: Number.NaN,
	dataLow: Number.NaN,
	dataHigh: Number.NaN,
};
