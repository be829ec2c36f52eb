/**
 * The flags of epoll: `NaN` where there is no epoll.
 *
 * @see https://docs.python.org/3/library/select.html#edge-and-level-trigger-polling-epoll-objects
 */
import { platform } from "../../ffi/index.js";

const table = platform.polling.epoll;

/** There is something to read. */
export const EPOLLIN: number = table.EPOLLIN;

/** There is urgent data, or another exceptional condition. */
export const EPOLLPRI: number = table.EPOLLPRI;

/** Writing would not block. */
export const EPOLLOUT: number = table.EPOLLOUT;

/** There is an error on the descriptor, or the reader of a pipe is gone; reported whether asked for or not. */
export const EPOLLERR: number = table.EPOLLERR;

/** The other side is gone; reported whether asked for or not. */
export const EPOLLHUP: number = table.EPOLLHUP;

/** The same as EPOLLIN, for most files. */
export const EPOLLRDNORM: number = table.EPOLLRDNORM;

/** There is priority data to read. */
export const EPOLLRDBAND: number = table.EPOLLRDBAND;

/** The same as EPOLLOUT. */
export const EPOLLWRNORM: number = table.EPOLLWRNORM;

/** Priority data can be written. */
export const EPOLLWRBAND: number = table.EPOLLWRBAND;

/** Never reported by Linux. */
export const EPOLLMSG: number = table.EPOLLMSG;

/** The other side has closed, or will not write any more. */
export const EPOLLRDHUP: number = table.EPOLLRDHUP;

/** Wake one of several epoll instances that wait for the same file, not all. Linux 4.5. */
export const EPOLLEXCLUSIVE: number = table.EPOLLEXCLUSIVE;

/** Keep the system from suspending while such an event is handled; needs a capability. Linux 3.5. */
export const EPOLLWAKEUP: number = table.EPOLLWAKEUP;

/** Report once, then not again until `modify`. */
export const EPOLLONESHOT: number = table.EPOLLONESHOT;

/** Report changes, not states: edge-triggered. */
export const EPOLLET: number = table.EPOLLET;

/** Close on exec: what every epoll object of this package does. */
export const EPOLL_CLOEXEC: number = table.EPOLL_CLOEXEC;
