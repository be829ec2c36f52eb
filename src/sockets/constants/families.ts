/**
 * Address families: the first argument of a socket.
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** Any family: for look-ups. */
export const AF_UNSPEC: number = constants.AF_UNSPEC;

/** IPv4. */
export const AF_INET: number = constants.AF_INET;

/** IPv6. */
export const AF_INET6: number = constants.AF_INET6;

/** Sockets within one machine, by path or by abstract name. */
export const AF_UNIX: number = constants.AF_UNIX;

/** The kernel's cryptography (Linux). */
export const AF_ALG: number = constants.AF_ALG;

/** AppleTalk. */
export const AF_APPLETALK: number = constants.AF_APPLETALK;

/** Ash; it never became more than a number (Linux). */
export const AF_ASH: number = constants.AF_ASH;

/** ATM, permanent circuits (Linux). */
export const AF_ATMPVC: number = constants.AF_ATMPVC;

/** ATM, switched circuits (Linux). */
export const AF_ATMSVC: number = constants.AF_ATMSVC;

/** Amateur radio AX.25 (Linux). */
export const AF_AX25: number = constants.AF_AX25;

/** Bluetooth. */
export const AF_BLUETOOTH: number = constants.AF_BLUETOOTH;

/** Multiprotocol bridge (Linux). */
export const AF_BRIDGE: number = constants.AF_BRIDGE;

/** Controller Area Network (Linux). */
export const AF_CAN: number = constants.AF_CAN;

/** DECnet. */
export const AF_DECnet: number = constants.AF_DECnet;

/** Packets diverted by the firewall (FreeBSD). */
export const AF_DIVERT: number = constants.AF_DIVERT;

/** Acorn Econet (Linux). */
export const AF_ECONET: number = constants.AF_ECONET;

/** Novell IPX. */
export const AF_IPX: number = constants.AF_IPX;

/** Infrared (Linux). */
export const AF_IRDA: number = constants.AF_IRDA;

/** Key management for IPsec. */
export const AF_KEY: number = constants.AF_KEY;

/** Addresses of network interfaces (BSD, Darwin). */
export const AF_LINK: number = constants.AF_LINK;

/** IEEE 802.2 LLC (Linux). */
export const AF_LLC: number = constants.AF_LLC;

/** NetBEUI (Linux). */
export const AF_NETBEUI: number = constants.AF_NETBEUI;

/** Messages to and from the kernel (Linux, FreeBSD). */
export const AF_NETLINK: number = constants.AF_NETLINK;

/** Amateur radio NET/ROM (Linux). */
export const AF_NETROM: number = constants.AF_NETROM;

/** Packets of the link layer (Linux). */
export const AF_PACKET: number = constants.AF_PACKET;

/** PPP over something (Linux). */
export const AF_PPPOX: number = constants.AF_PPPOX;

/** Qualcomm IPC router (Linux). */
export const AF_QIPCRTR: number = constants.AF_QIPCRTR;

/** Reliable datagram sockets (Linux). */
export const AF_RDS: number = constants.AF_RDS;

/** Amateur radio ROSE (Linux). */
export const AF_ROSE: number = constants.AF_ROSE;

/** Routing messages; on Linux another name for AF_NETLINK. */
export const AF_ROUTE: number = constants.AF_ROUTE;

/** Security callbacks (Linux). */
export const AF_SECURITY: number = constants.AF_SECURITY;

/** IBM SNA. */
export const AF_SNA: number = constants.AF_SNA;

/** Events and controls of the kernel (Darwin). */
export const AF_SYSTEM: number = constants.AF_SYSTEM;

/** Cluster communication TIPC (Linux). */
export const AF_TIPC: number = constants.AF_TIPC;

/** Between a virtual machine and its host. */
export const AF_VSOCK: number = constants.AF_VSOCK;

/** Wanpipe (Linux). */
export const AF_WANPIPE: number = constants.AF_WANPIPE;

/** X.25 (Linux). */
export const AF_X25: number = constants.AF_X25;
