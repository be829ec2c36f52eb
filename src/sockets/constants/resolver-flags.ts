/**
 * Flags and limits of getaddrinfo() and getnameinfo().
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** Only families that this machine has an address of. */
export const AI_ADDRCONFIG: number = constants.AI_ADDRCONFIG;

/** With AI_V4MAPPED: IPv6 addresses and mapped IPv4 ones. */
export const AI_ALL: number = constants.AI_ALL;

/** Tell the canonical name as well. */
export const AI_CANONNAME: number = constants.AI_CANONNAME;

/** AI_V4MAPPED_CFG and AI_ADDRCONFIG (FreeBSD, Darwin). */
export const AI_DEFAULT: number = constants.AI_DEFAULT;

/** All flags that are valid (BSD, Darwin). */
export const AI_MASK: number = constants.AI_MASK;

/** The host is an address; look nothing up. */
export const AI_NUMERICHOST: number = constants.AI_NUMERICHOST;

/** The port is a number; look nothing up. */
export const AI_NUMERICSERV: number = constants.AI_NUMERICSERV;

/** Without a host: the address to bind a server to. */
export const AI_PASSIVE: number = constants.AI_PASSIVE;

/** Where there is no IPv6 address: IPv4 ones, mapped into IPv6. */
export const AI_V4MAPPED: number = constants.AI_V4MAPPED;

/** As AI_V4MAPPED, where the kernel can do it (FreeBSD, Darwin). */
export const AI_V4MAPPED_CFG: number = constants.AI_V4MAPPED_CFG;

/** The service is one of UDP. */
export const NI_DGRAM: number = constants.NI_DGRAM;

/** Turns international names into Unicode (glibc). */
export const NI_IDN: number = constants.NI_IDN;

/** The longest name of a host, with its closing zero. */
export const NI_MAXHOST: number = constants.NI_MAXHOST;

/** The longest name of a service, with its closing zero. */
export const NI_MAXSERV: number = constants.NI_MAXSERV;

/** Fails where the host has no name. */
export const NI_NAMEREQD: number = constants.NI_NAMEREQD;

/** The short name for hosts of the own domain. */
export const NI_NOFQDN: number = constants.NI_NOFQDN;

/** The address, not the name. */
export const NI_NUMERICHOST: number = constants.NI_NUMERICHOST;

/** The port's number, not the service's name. */
export const NI_NUMERICSERV: number = constants.NI_NUMERICSERV;
