/**
 * Flags for sending and receiving.
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** The message came as a broadcast (OpenBSD). */
export const MSG_BCAST: number = constants.MSG_BCAST;

/** Descriptors that are received are not inherited by children. */
export const MSG_CMSG_CLOEXEC: number = constants.MSG_CMSG_CLOEXEC;

/** The peer is known to be there, no need to ask (Linux). */
export const MSG_CONFIRM: number = constants.MSG_CONFIRM;

/** There was not room enough for the ancillary data. */
export const MSG_CTRUNC: number = constants.MSG_CTRUNC;

/** Send only to hosts that are connected directly. */
export const MSG_DONTROUTE: number = constants.MSG_DONTROUTE;

/** Do not block, for this call alone. */
export const MSG_DONTWAIT: number = constants.MSG_DONTWAIT;

/** These data end the connection (FreeBSD, Darwin). */
export const MSG_EOF: number = constants.MSG_EOF;

/** These data end a record. */
export const MSG_EOR: number = constants.MSG_EOR;

/** Receive from the queue of errors (Linux). */
export const MSG_ERRQUEUE: number = constants.MSG_ERRQUEUE;

/** Send data with the first packet of a TCP connection (Linux). */
export const MSG_FASTOPEN: number = constants.MSG_FASTOPEN;

/** The message came as a multicast (OpenBSD). */
export const MSG_MCAST: number = constants.MSG_MCAST;

/** More data follow at once (Linux). */
export const MSG_MORE: number = constants.MSG_MORE;

/** Raise no signal where the connection is broken. evloop always sets it. */
export const MSG_NOSIGNAL: number = constants.MSG_NOSIGNAL;

/** The message is a notification of SCTP (FreeBSD). */
export const MSG_NOTIFICATION: number = constants.MSG_NOTIFICATION;

/** Urgent data. */
export const MSG_OOB: number = constants.MSG_OOB;

/** Leave the data where they are. */
export const MSG_PEEK: number = constants.MSG_PEEK;

/** The message was longer than the room; asked for on Linux, the true length is returned. */
export const MSG_TRUNC: number = constants.MSG_TRUNC;

/** Wait until there is as much as was asked for. */
export const MSG_WAITALL: number = constants.MSG_WAITALL;

/** Wait for the first message only, with recvmmsg. */
export const MSG_WAITFORONE: number = constants.MSG_WAITFORONE;

/** Send without copying the data (Linux). */
export const MSG_ZEROCOPY: number = constants.MSG_ZEROCOPY;
