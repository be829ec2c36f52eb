/**
 * Socket types and the flags that go with them: the second argument of a socket.
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** A connection that carries bytes in order: TCP. */
export const SOCK_STREAM: number = constants.SOCK_STREAM;

/** Single messages: UDP. */
export const SOCK_DGRAM: number = constants.SOCK_DGRAM;

/** Packets with their headers. */
export const SOCK_RAW: number = constants.SOCK_RAW;

/** Single messages that arrive, in any order. */
export const SOCK_RDM: number = constants.SOCK_RDM;

/** A connection that carries messages in order. */
export const SOCK_SEQPACKET: number = constants.SOCK_SEQPACKET;

/** Flag: children do not inherit the descriptor. evloop always sets it. */
export const SOCK_CLOEXEC: number = constants.SOCK_CLOEXEC;

/** Flag: the socket starts non-blocking. */
export const SOCK_NONBLOCK: number = constants.SOCK_NONBLOCK;
