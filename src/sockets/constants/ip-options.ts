/**
 * Options of IPv4: the level is IPPROTO_IP.
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** Joins a multicast group: a struct ip_mreq. */
export const IP_ADD_MEMBERSHIP: number = constants.IP_ADD_MEMBERSHIP;

/** Joins a multicast group for one source. */
export const IP_ADD_SOURCE_MEMBERSHIP: number = constants.IP_ADD_SOURCE_MEMBERSHIP;

/** bind() takes no port yet, connect() will (Linux). */
export const IP_BIND_ADDRESS_NO_PORT: number = constants.IP_BIND_ADDRESS_NO_PORT;

/** Hears no more of one source of a group. */
export const IP_BLOCK_SOURCE: number = constants.IP_BLOCK_SOURCE;

/** What IP_MULTICAST_LOOP is at first. */
export const IP_DEFAULT_MULTICAST_LOOP: number = constants.IP_DEFAULT_MULTICAST_LOOP;

/** What IP_MULTICAST_TTL is at first. */
export const IP_DEFAULT_MULTICAST_TTL: number = constants.IP_DEFAULT_MULTICAST_TTL;

/** Leaves a multicast group. */
export const IP_DROP_MEMBERSHIP: number = constants.IP_DROP_MEMBERSHIP;

/** Leaves a multicast group for one source. */
export const IP_DROP_SOURCE_MEMBERSHIP: number = constants.IP_DROP_SOURCE_MEMBERSHIP;

/** Whether bind() may take an address that this machine does not have yet (Linux). */
export const IP_FREEBIND: number = constants.IP_FREEBIND;

/** Whether raw packets come with their own header. */
export const IP_HDRINCL: number = constants.IP_HDRINCL;

/** How many groups one socket may join. */
export const IP_MAX_MEMBERSHIPS: number = constants.IP_MAX_MEMBERSHIPS;

/** The largest packet on the path of a connected socket (Linux, read only). */
export const IP_MTU: number = constants.IP_MTU;

/** How to find the largest packet on a path (Linux). */
export const IP_MTU_DISCOVER: number = constants.IP_MTU_DISCOVER;

/** Whether messages of groups that others joined are heard (Linux). */
export const IP_MULTICAST_ALL: number = constants.IP_MULTICAST_ALL;

/** The interface to send multicasts from. */
export const IP_MULTICAST_IF: number = constants.IP_MULTICAST_IF;

/** Whether this machine hears its own multicasts. */
export const IP_MULTICAST_LOOP: number = constants.IP_MULTICAST_LOOP;

/** How many routers multicasts may pass. */
export const IP_MULTICAST_TTL: number = constants.IP_MULTICAST_TTL;

/** The options of each packet's header. */
export const IP_OPTIONS: number = constants.IP_OPTIONS;

/** Whether messages come with interface and destination. */
export const IP_PKTINFO: number = constants.IP_PKTINFO;

/** Whether messages come with their destination (BSD, Darwin). */
export const IP_RECVDSTADDR: number = constants.IP_RECVDSTADDR;

/** Whether errors are queued for MSG_ERRQUEUE (Linux). */
export const IP_RECVERR: number = constants.IP_RECVERR;

/** Whether messages come with their header's options. */
export const IP_RECVOPTS: number = constants.IP_RECVOPTS;

/** Whether messages come with their original destination. */
export const IP_RECVORIGDSTADDR: number = constants.IP_RECVORIGDSTADDR;

/** As IP_RECVOPTS, for an answer. */
export const IP_RECVRETOPTS: number = constants.IP_RECVRETOPTS;

/** Whether messages come with their type of service. */
export const IP_RECVTOS: number = constants.IP_RECVTOS;

/** Whether messages come with the number of routers they may still pass. */
export const IP_RECVTTL: number = constants.IP_RECVTTL;

/** The options of an answer. */
export const IP_RETOPTS: number = constants.IP_RETOPTS;

/** The type of service of each packet. */
export const IP_TOS: number = constants.IP_TOS;

/** Whether any address may be bound to, for proxies (Linux, privileged). */
export const IP_TRANSPARENT: number = constants.IP_TRANSPARENT;

/** How many routers each packet may pass. */
export const IP_TTL: number = constants.IP_TTL;

/** Hears of a blocked source again. */
export const IP_UNBLOCK_SOURCE: number = constants.IP_UNBLOCK_SOURCE;
