/**
 * Options of IPv6: the level is IPPROTO_IPV6.
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** Where a raw packet's checksum is. */
export const IPV6_CHECKSUM: number = constants.IPV6_CHECKSUM;

/** Whether packets are never cut into fragments. */
export const IPV6_DONTFRAG: number = constants.IPV6_DONTFRAG;

/** The destination options of each packet. */
export const IPV6_DSTOPTS: number = constants.IPV6_DSTOPTS;

/** Whether bind() may take an address that this machine does not have yet (Linux). */
export const IPV6_FREEBIND: number = constants.IPV6_FREEBIND;

/** How many routers a message may pass, as ancillary data. */
export const IPV6_HOPLIMIT: number = constants.IPV6_HOPLIMIT;

/** The hop-by-hop options of each packet. */
export const IPV6_HOPOPTS: number = constants.IPV6_HOPOPTS;

/** Joins a multicast group: a struct ipv6_mreq. */
export const IPV6_JOIN_GROUP: number = constants.IPV6_JOIN_GROUP;

/** Leaves a multicast group. */
export const IPV6_LEAVE_GROUP: number = constants.IPV6_LEAVE_GROUP;

/** The largest packet of this socket (Linux). */
export const IPV6_MTU: number = constants.IPV6_MTU;

/** How to find the largest packet on a path (Linux). */
export const IPV6_MTU_DISCOVER: number = constants.IPV6_MTU_DISCOVER;

/** How many routers multicasts may pass. */
export const IPV6_MULTICAST_HOPS: number = constants.IPV6_MULTICAST_HOPS;

/** The number of the interface to send multicasts from. */
export const IPV6_MULTICAST_IF: number = constants.IPV6_MULTICAST_IF;

/** Whether this machine hears its own multicasts. */
export const IPV6_MULTICAST_LOOP: number = constants.IPV6_MULTICAST_LOOP;

/** The next router of each packet. */
export const IPV6_NEXTHOP: number = constants.IPV6_NEXTHOP;

/** The largest packet on the path (read only). */
export const IPV6_PATHMTU: number = constants.IPV6_PATHMTU;

/** Interface and source address of a message, as ancillary data. */
export const IPV6_PKTINFO: number = constants.IPV6_PKTINFO;

/** Whether messages come with their destination options. */
export const IPV6_RECVDSTOPTS: number = constants.IPV6_RECVDSTOPTS;

/** Whether errors are queued for MSG_ERRQUEUE (Linux). */
export const IPV6_RECVERR: number = constants.IPV6_RECVERR;

/** Whether messages come with the number of routers they may still pass. */
export const IPV6_RECVHOPLIMIT: number = constants.IPV6_RECVHOPLIMIT;

/** Whether messages come with their hop-by-hop options. */
export const IPV6_RECVHOPOPTS: number = constants.IPV6_RECVHOPOPTS;

/** Whether changes of the largest packet are told. */
export const IPV6_RECVPATHMTU: number = constants.IPV6_RECVPATHMTU;

/** Whether messages come with interface and destination. */
export const IPV6_RECVPKTINFO: number = constants.IPV6_RECVPKTINFO;

/** Whether messages come with their routing header. */
export const IPV6_RECVRTHDR: number = constants.IPV6_RECVRTHDR;

/** Whether messages come with their traffic class. */
export const IPV6_RECVTCLASS: number = constants.IPV6_RECVTCLASS;

/** The routing header of each packet. */
export const IPV6_RTHDR: number = constants.IPV6_RTHDR;

/** The destination options before the routing header. */
export const IPV6_RTHDRDSTOPTS: number = constants.IPV6_RTHDRDSTOPTS;

/** The first type of routing header, long out of use. */
export const IPV6_RTHDR_TYPE_0: number = constants.IPV6_RTHDR_TYPE_0;

/** The traffic class of each packet. */
export const IPV6_TCLASS: number = constants.IPV6_TCLASS;

/** Whether any address may be bound to, for proxies (Linux, privileged). */
export const IPV6_TRANSPARENT: number = constants.IPV6_TRANSPARENT;

/** How many routers each packet may pass. */
export const IPV6_UNICAST_HOPS: number = constants.IPV6_UNICAST_HOPS;

/** Whether packets are kept to the smallest size that every path takes (BSD, Darwin). */
export const IPV6_USE_MIN_MTU: number = constants.IPV6_USE_MIN_MTU;

/** Whether the socket serves IPv6 alone, and not IPv4 as well. */
export const IPV6_V6ONLY: number = constants.IPV6_V6ONLY;
