/**
 * Levels of socket options, and the longest queue of a listening socket.
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** Options of any socket. */
export const SOL_SOCKET: number = constants.SOL_SOCKET;

/** Options of IPv4; the same as IPPROTO_IP. */
export const SOL_IP: number = constants.SOL_IP;

/** Options of IPv6; the same as IPPROTO_IPV6. */
export const SOL_IPV6: number = constants.SOL_IPV6;

/** Options of TCP; the same as IPPROTO_TCP. */
export const SOL_TCP: number = constants.SOL_TCP;

/** Options of UDP; the same as IPPROTO_UDP. */
export const SOL_UDP: number = constants.SOL_UDP;

/** Options of AF_ALG (Linux). */
export const SOL_ALG: number = constants.SOL_ALG;

/** Options of Bluetooth sockets (Linux). */
export const SOL_BLUETOOTH: number = constants.SOL_BLUETOOTH;

/** The number that the levels of CAN's protocols are counted from (Linux). */
export const SOL_CAN_BASE: number = constants.SOL_CAN_BASE;

/** Options of raw CAN sockets (Linux). */
export const SOL_CAN_RAW: number = constants.SOL_CAN_RAW;

/** Options of ICMPv6 (Linux). */
export const SOL_ICMPV6: number = constants.SOL_ICMPV6;

/** Options of Unix sockets (BSD, Darwin). */
export const SOL_LOCAL: number = constants.SOL_LOCAL;

/** Options of AF_NETLINK (Linux). */
export const SOL_NETLINK: number = constants.SOL_NETLINK;

/** Options of AF_PACKET (Linux). */
export const SOL_PACKET: number = constants.SOL_PACKET;

/** Options of raw sockets (Linux). */
export const SOL_RAW: number = constants.SOL_RAW;

/** Options of AF_RDS (Linux). */
export const SOL_RDS: number = constants.SOL_RDS;

/** Options of AF_TIPC (Linux). */
export const SOL_TIPC: number = constants.SOL_TIPC;

/** Options of AF_VSOCK (Linux). */
export const SOL_VSOCK: number = constants.SOL_VSOCK;

/** The largest backlog of listen() that the system's headers promise. */
export const SOMAXCONN: number = constants.SOMAXCONN;
