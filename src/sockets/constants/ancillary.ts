/**
 * Types of ancillary messages: what comes or goes beside the data.
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** Descriptors. */
export const SCM_RIGHTS: number = constants.SCM_RIGHTS;

/** Process, user and group of the sender (Linux). */
export const SCM_CREDENTIALS: number = constants.SCM_CREDENTIALS;

/** Credentials of the sender (FreeBSD, Darwin). */
export const SCM_CREDS: number = constants.SCM_CREDS;

/** Credentials of the sender, with its process (FreeBSD). */
export const SCM_CREDS2: number = constants.SCM_CREDS2;

/** The time of arrival, in microseconds. */
export const SCM_TIMESTAMP: number = constants.SCM_TIMESTAMP;

/** The time of arrival, in nanoseconds (Linux). */
export const SCM_TIMESTAMPNS: number = constants.SCM_TIMESTAMPNS;

/** Times by software and hardware (Linux). */
export const SCM_TIMESTAMPING: number = constants.SCM_TIMESTAMPING;
