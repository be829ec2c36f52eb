/**
 * Ports and addresses with a meaning.
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** Ports below this are for privileged processes. */
export const IPPORT_RESERVED: number = constants.IPPORT_RESERVED;

/** Ports from here on were once for users' servers. */
export const IPPORT_USERRESERVED: number = constants.IPPORT_USERRESERVED;

/** 0.0.0.0 as a number. */
export const INADDR_ANY: number = constants.INADDR_ANY;

/** 255.255.255.255 as a number. */
export const INADDR_BROADCAST: number = constants.INADDR_BROADCAST;

/** 127.0.0.1 as a number. */
export const INADDR_LOOPBACK: number = constants.INADDR_LOOPBACK;

/** 224.0.0.0 as a number. */
export const INADDR_UNSPEC_GROUP: number = constants.INADDR_UNSPEC_GROUP;

/** 224.0.0.1, all hosts, as a number. */
export const INADDR_ALLHOSTS_GROUP: number = constants.INADDR_ALLHOSTS_GROUP;

/** 224.0.0.255 as a number. */
export const INADDR_MAX_LOCAL_GROUP: number = constants.INADDR_MAX_LOCAL_GROUP;

/** What inet_addr() returns for no address. */
export const INADDR_NONE: number = constants.INADDR_NONE;
