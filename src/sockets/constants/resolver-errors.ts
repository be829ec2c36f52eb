/**
 * Error numbers of getaddrinfo() and getnameinfo(): the `errno` of a gaierror, whose `code` is the name.
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** The host has no address of this family. */
export const EAI_ADDRFAMILY: number = constants.EAI_ADDRFAMILY;

/** The name server does not answer; try again later. */
export const EAI_AGAIN: number = constants.EAI_AGAIN;

/** A flag is not valid. */
export const EAI_BADFLAGS: number = constants.EAI_BADFLAGS;

/** A hint is not valid (BSD, Darwin). */
export const EAI_BADHINTS: number = constants.EAI_BADHINTS;

/** The name server failed for good. */
export const EAI_FAIL: number = constants.EAI_FAIL;

/** The family is not known. */
export const EAI_FAMILY: number = constants.EAI_FAMILY;

/** One more than the largest error number (FreeBSD, Darwin). */
export const EAI_MAX: number = constants.EAI_MAX;

/** Out of memory. */
export const EAI_MEMORY: number = constants.EAI_MEMORY;

/** The host has no address. */
export const EAI_NODATA: number = constants.EAI_NODATA;

/** There is no such host or service. */
export const EAI_NONAME: number = constants.EAI_NONAME;

/** There was not room enough. */
export const EAI_OVERFLOW: number = constants.EAI_OVERFLOW;

/** The protocol is not known (BSD, Darwin). */
export const EAI_PROTOCOL: number = constants.EAI_PROTOCOL;

/** The service does not go with the socket type. */
export const EAI_SERVICE: number = constants.EAI_SERVICE;

/** The socket type is not known. */
export const EAI_SOCKTYPE: number = constants.EAI_SOCKTYPE;

/** A system call failed. */
export const EAI_SYSTEM: number = constants.EAI_SYSTEM;
