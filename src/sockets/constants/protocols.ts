/**
 * Protocols: the third argument of a socket, and levels of socket options.
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** IPv4 itself; as a socket's protocol, the usual one. */
export const IPPROTO_IP: number = constants.IPPROTO_IP;

/** Authentication header of IPsec. */
export const IPPROTO_AH: number = constants.IPPROTO_AH;

/** Destination options of IPv6. */
export const IPPROTO_DSTOPTS: number = constants.IPPROTO_DSTOPTS;

/** Exterior gateway protocol. */
export const IPPROTO_EGP: number = constants.IPPROTO_EGP;

/** ISO over IP. */
export const IPPROTO_EON: number = constants.IPPROTO_EON;

/** Encrypted payload of IPsec. */
export const IPPROTO_ESP: number = constants.IPPROTO_ESP;

/** Fragment header of IPv6. */
export const IPPROTO_FRAGMENT: number = constants.IPPROTO_FRAGMENT;

/** Gateway-to-gateway protocol. */
export const IPPROTO_GGP: number = constants.IPPROTO_GGP;

/** Generic routing encapsulation. */
export const IPPROTO_GRE: number = constants.IPPROTO_GRE;

/** HELLO routing protocol. */
export const IPPROTO_HELLO: number = constants.IPPROTO_HELLO;

/** Hop-by-hop options of IPv6. */
export const IPPROTO_HOPOPTS: number = constants.IPPROTO_HOPOPTS;

/** ICMP. */
export const IPPROTO_ICMP: number = constants.IPPROTO_ICMP;

/** ICMP for IPv6. */
export const IPPROTO_ICMPV6: number = constants.IPPROTO_ICMPV6;

/** Xerox IDP. */
export const IPPROTO_IDP: number = constants.IPPROTO_IDP;

/** IGMP, of multicast groups. */
export const IPPROTO_IGMP: number = constants.IPPROTO_IGMP;

/** Compressed payload. */
export const IPPROTO_IPCOMP: number = constants.IPPROTO_IPCOMP;

/** IP in IP. */
export const IPPROTO_IPIP: number = constants.IPPROTO_IPIP;

/** IPv4 in IP. */
export const IPPROTO_IPV4: number = constants.IPPROTO_IPV4;

/** IPv6, and the level of its options. */
export const IPPROTO_IPV6: number = constants.IPPROTO_IPV6;

/** One more than the largest protocol number. */
export const IPPROTO_MAX: number = constants.IPPROTO_MAX;

/** IP mobility. */
export const IPPROTO_MOBILE: number = constants.IPPROTO_MOBILE;

/** TCP over several paths (Linux). */
export const IPPROTO_MPTCP: number = constants.IPPROTO_MPTCP;

/** Sun's network disk. */
export const IPPROTO_ND: number = constants.IPPROTO_ND;

/** IPv6 without a next header. */
export const IPPROTO_NONE: number = constants.IPPROTO_NONE;

/** Protocol-independent multicast. */
export const IPPROTO_PIM: number = constants.IPPROTO_PIM;

/** Xerox PUP. */
export const IPPROTO_PUP: number = constants.IPPROTO_PUP;

/** Raw packets. */
export const IPPROTO_RAW: number = constants.IPPROTO_RAW;

/** Routing header of IPv6. */
export const IPPROTO_ROUTING: number = constants.IPPROTO_ROUTING;

/** Resource reservation. */
export const IPPROTO_RSVP: number = constants.IPPROTO_RSVP;

/** SCTP. */
export const IPPROTO_SCTP: number = constants.IPPROTO_SCTP;

/** TCP, and the level of its options. */
export const IPPROTO_TCP: number = constants.IPPROTO_TCP;

/** ISO transport protocol class 4. */
export const IPPROTO_TP: number = constants.IPPROTO_TP;

/** UDP, and the level of its options. */
export const IPPROTO_UDP: number = constants.IPPROTO_UDP;

/** UDP-Lite. */
export const IPPROTO_UDPLITE: number = constants.IPPROTO_UDPLITE;

/** XTP. */
export const IPPROTO_XTP: number = constants.IPPROTO_XTP;
