/**
 * The raw objects: Python's `select`. In milliseconds; otherwise as there.
 *
 * @module
 */
export type { FileObject } from "../file-object.js";
export type { KqueueOptions } from "../kqueue-options.js";
export { type EpollFactory, epoll } from "./epoll.js";
export {
	EPOLL_CLOEXEC,
	EPOLLERR,
	EPOLLET,
	EPOLLEXCLUSIVE,
	EPOLLHUP,
	EPOLLIN,
	EPOLLMSG,
	EPOLLONESHOT,
	EPOLLOUT,
	EPOLLPRI,
	EPOLLRDBAND,
	EPOLLRDHUP,
	EPOLLRDNORM,
	EPOLLWAKEUP,
	EPOLLWRBAND,
	EPOLLWRNORM,
} from "./epoll-constants.js";
export type { EpollObject } from "./epoll-object.js";
export { type Kevent, kevent } from "./kevent.js";
export { type KqueueFactory, kqueue } from "./kqueue.js";
export {
	KQ_EV_ADD,
	KQ_EV_CLEAR,
	KQ_EV_DELETE,
	KQ_EV_DISABLE,
	KQ_EV_DISPATCH,
	KQ_EV_ENABLE,
	KQ_EV_EOF,
	KQ_EV_ERROR,
	KQ_EV_FLAG1,
	KQ_EV_ONESHOT,
	KQ_EV_RECEIPT,
	KQ_EV_SYSFLAGS,
	KQ_FILTER_AIO,
	KQ_FILTER_EXCEPT,
	KQ_FILTER_FS,
	KQ_FILTER_NETDEV,
	KQ_FILTER_PROC,
	KQ_FILTER_PROCDESC,
	KQ_FILTER_READ,
	KQ_FILTER_SIGNAL,
	KQ_FILTER_TIMER,
	KQ_FILTER_USER,
	KQ_FILTER_VNODE,
	KQ_FILTER_WRITE,
	KQ_NOTE_ABSTIME,
	KQ_NOTE_ATTRIB,
	KQ_NOTE_CHILD,
	KQ_NOTE_CLOSE,
	KQ_NOTE_CLOSE_WRITE,
	KQ_NOTE_DELETE,
	KQ_NOTE_EXEC,
	KQ_NOTE_EXIT,
	KQ_NOTE_EXITSTATUS,
	KQ_NOTE_EXTEND,
	KQ_NOTE_FFAND,
	KQ_NOTE_FFCOPY,
	KQ_NOTE_FFCTRLMASK,
	KQ_NOTE_FFLAGSMASK,
	KQ_NOTE_FFNOP,
	KQ_NOTE_FFOR,
	KQ_NOTE_FORK,
	KQ_NOTE_LINK,
	KQ_NOTE_LINKDOWN,
	KQ_NOTE_LINKINV,
	KQ_NOTE_LINKUP,
	KQ_NOTE_LOWAT,
	KQ_NOTE_MSECONDS,
	KQ_NOTE_NSECONDS,
	KQ_NOTE_OOB,
	KQ_NOTE_OPEN,
	KQ_NOTE_PCTRLMASK,
	KQ_NOTE_PDATAMASK,
	KQ_NOTE_READ,
	KQ_NOTE_RENAME,
	KQ_NOTE_REVOKE,
	KQ_NOTE_SECONDS,
	KQ_NOTE_TRACK,
	KQ_NOTE_TRACKERR,
	KQ_NOTE_TRIGGER,
	KQ_NOTE_TRUNCATE,
	KQ_NOTE_USECONDS,
	KQ_NOTE_WRITE,
} from "./kqueue-constants.js";
export type { KqueueNumbers } from "./kqueue-numbers.js";
export type { KqueueObject } from "./kqueue-object.js";
export { poll } from "./poll.js";
export {
	POLLERR,
	POLLHUP,
	POLLIN,
	POLLMSG,
	POLLNVAL,
	POLLOUT,
	POLLPRI,
	POLLRDBAND,
	POLLRDHUP,
	POLLRDNORM,
	POLLWRBAND,
	POLLWRNORM,
} from "./poll-constants.js";
export type { PollObject } from "./poll-object.js";
export { select } from "./select.js";
export { FD_SETSIZE, PIPE_BUF } from "./select-constants.js";
