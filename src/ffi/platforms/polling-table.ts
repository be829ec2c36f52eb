/** The shape of a platform's table of polling. */
import type { KqueueTable } from "./kqueue-table.js";

/** `poll(2)`: the bits of a `struct pollfd`, which is 8 bytes everywhere: an int, then two shorts. */
export interface PollConstants {
	readonly POLLIN: number;
	readonly POLLPRI: number;
	readonly POLLOUT: number;
	readonly POLLERR: number;
	readonly POLLHUP: number;
	readonly POLLNVAL: number;
	readonly POLLRDNORM: number;
	readonly POLLRDBAND: number;
	readonly POLLWRNORM: number;
	readonly POLLWRBAND: number;
	readonly POLLMSG: number;
	readonly POLLRDHUP: number;
}

/** `epoll(7)`: Linux alone has it. */
export interface EpollConstants {
	readonly EPOLLIN: number;
	readonly EPOLLPRI: number;
	readonly EPOLLOUT: number;
	readonly EPOLLERR: number;
	readonly EPOLLHUP: number;
	readonly EPOLLRDNORM: number;
	readonly EPOLLRDBAND: number;
	readonly EPOLLWRNORM: number;
	readonly EPOLLWRBAND: number;
	readonly EPOLLMSG: number;
	readonly EPOLLRDHUP: number;
	readonly EPOLLEXCLUSIVE: number;
	readonly EPOLLWAKEUP: number;
	readonly EPOLLONESHOT: number;
	readonly EPOLLET: number;
	readonly EPOLL_CLOEXEC: number;
	readonly EPOLL_CTL_ADD: number;
	readonly EPOLL_CTL_DEL: number;
	readonly EPOLL_CTL_MOD: number;
}

/** Where the fields of a `struct epoll_event` are, counted in 32-bit words. */
export interface EpollEventLayout {
	/** Words in one event. */
	readonly words: number;
	/** The word of `events`. */
	readonly events: number;
	/** The first word of `data`. */
	readonly dataLow: number;
	/** The second word of `data`. */
	readonly dataHigh: number;
}

/** The numbers and layouts of polling; `NaN` where the system has no such thing. */
export interface PollingTable {
	/** How many descriptors an `fd_set` holds. */
	readonly FD_SETSIZE: number;
	/** How many bytes a write to a pipe may have and still be one piece. */
	readonly PIPE_BUF: number;
	/** Bytes of a C `long` and of `time_t`: the two fields of a `timeval` and of a `timespec` have this size each. */
	readonly longBytes: number;
	readonly poll: PollConstants;
	readonly epoll: EpollConstants;
	readonly epollEvent: EpollEventLayout;
	readonly kqueue: KqueueTable;
}
