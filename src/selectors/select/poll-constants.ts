/**
 * The flags of poll: `NaN` where the system does not have one.
 *
 * @see https://docs.python.org/3/library/select.html#poll-objects
 */
import { platform } from "../../ffi/index.js";

const table = platform.polling.poll;

/** There is something to read. */
export const POLLIN: number = table.POLLIN;

/** There is urgent data, or another exceptional condition. */
export const POLLPRI: number = table.POLLPRI;

/** Writing would not block. */
export const POLLOUT: number = table.POLLOUT;

/** There is an error on the descriptor, or the reader of a pipe is gone; reported whether asked for or not. */
export const POLLERR: number = table.POLLERR;

/** The other side is gone; reported whether asked for or not. */
export const POLLHUP: number = table.POLLHUP;

/** The descriptor is not open; reported whether asked for or not. */
export const POLLNVAL: number = table.POLLNVAL;

/** There is normal data to read. */
export const POLLRDNORM: number = table.POLLRDNORM;

/** There is priority data to read. */
export const POLLRDBAND: number = table.POLLRDBAND;

/** Normal data can be written. */
export const POLLWRNORM: number = table.POLLWRNORM;

/** Priority data can be written. */
export const POLLWRBAND: number = table.POLLWRBAND;

/** Never reported by Linux; `NaN` elsewhere. */
export const POLLMSG: number = table.POLLMSG;

/** The other side has closed, or will not write any more. Linux and FreeBSD; `NaN` elsewhere. */
export const POLLRDHUP: number = table.POLLRDHUP;
