/**
 * Netlink: what a socket of AF_NETLINK speaks with, and how (Linux).
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** Protocol: interfaces, addresses, routes, neighbours (Linux). */
export const NETLINK_ROUTE: number = constants.NETLINK_ROUTE;

/** Protocol: between programs, without the kernel (Linux). */
export const NETLINK_USERSOCK: number = constants.NETLINK_USERSOCK;

/** Protocol: was the firewall's (Linux). */
export const NETLINK_FIREWALL: number = constants.NETLINK_FIREWALL;

/** Protocol: what sockets there are, as ss(8) asks (Linux). */
export const NETLINK_SOCK_DIAG: number = constants.NETLINK_SOCK_DIAG;

/** Protocol: was the firewall's log (Linux). */
export const NETLINK_NFLOG: number = constants.NETLINK_NFLOG;

/** Protocol: IPsec (Linux). */
export const NETLINK_XFRM: number = constants.NETLINK_XFRM;

/** Protocol: events of SELinux (Linux). */
export const NETLINK_SELINUX: number = constants.NETLINK_SELINUX;

/** Protocol: the audit log (Linux). */
export const NETLINK_AUDIT: number = constants.NETLINK_AUDIT;

/** Protocol: the kernel connector, which tells of processes (Linux). */
export const NETLINK_CONNECTOR: number = constants.NETLINK_CONNECTOR;

/** Protocol: netfilter (Linux). */
export const NETLINK_NETFILTER: number = constants.NETLINK_NETFILTER;

/** Protocol: was the firewall's for IPv6 (Linux). */
export const NETLINK_IP6_FW: number = constants.NETLINK_IP6_FW;

/** Protocol: DECnet routes (Linux). */
export const NETLINK_DNRTMSG: number = constants.NETLINK_DNRTMSG;

/** Protocol: devices that come and go, as udev hears of them (Linux). */
export const NETLINK_KOBJECT_UEVENT: number = constants.NETLINK_KOBJECT_UEVENT;

/** Protocol: generic netlink, whose families have names (Linux). */
export const NETLINK_GENERIC: number = constants.NETLINK_GENERIC;

/** Protocol: the kernel's cryptography (Linux). */
export const NETLINK_CRYPTO: number = constants.NETLINK_CRYPTO;

/** Option of SOL_NETLINK: hear what a group, given by its number, is told (Linux). */
export const NETLINK_ADD_MEMBERSHIP: number = constants.NETLINK_ADD_MEMBERSHIP;

/** Option of SOL_NETLINK: hear it no more (Linux). */
export const NETLINK_DROP_MEMBERSHIP: number = constants.NETLINK_DROP_MEMBERSHIP;

/** Option of SOL_NETLINK: a control message tells the group of what comes (Linux). */
export const NETLINK_PKTINFO: number = constants.NETLINK_PKTINFO;

/** Option of SOL_NETLINK: tell the sender what did not arrive (Linux). */
export const NETLINK_BROADCAST_ERROR: number = constants.NETLINK_BROADCAST_ERROR;

/** Option of SOL_NETLINK: no ENOBUFS where messages got lost (Linux). */
export const NETLINK_NO_ENOBUFS: number = constants.NETLINK_NO_ENOBUFS;

/** Option of SOL_NETLINK: hear other network namespaces, too (Linux). */
export const NETLINK_LISTEN_ALL_NSID: number = constants.NETLINK_LISTEN_ALL_NSID;

/** Option of SOL_NETLINK: an answer repeats the header of the request only (Linux). */
export const NETLINK_CAP_ACK: number = constants.NETLINK_CAP_ACK;

/** Option of SOL_NETLINK: an error comes with words (Linux). */
export const NETLINK_EXT_ACK: number = constants.NETLINK_EXT_ACK;

/** Option of SOL_NETLINK: dumps heed what the request filters by (Linux). */
export const NETLINK_GET_STRICT_CHK: number = constants.NETLINK_GET_STRICT_CHK;

/** Message type: nothing (Linux). */
export const NLMSG_NOOP: number = constants.NLMSG_NOOP;

/** Message type: an error, or with number 0 an acknowledgement (Linux). */
export const NLMSG_ERROR: number = constants.NLMSG_ERROR;

/** Message type: the end of an answer of several parts (Linux). */
export const NLMSG_DONE: number = constants.NLMSG_DONE;

/** Message type: data were lost (Linux). */
export const NLMSG_OVERRUN: number = constants.NLMSG_OVERRUN;

/** Flag: a request (Linux). */
export const NLM_F_REQUEST: number = constants.NLM_F_REQUEST;

/** Flag: a part of an answer that NLMSG_DONE ends (Linux). */
export const NLM_F_MULTI: number = constants.NLM_F_MULTI;

/** Flag: answer with NLMSG_ERROR also where all is well (Linux). */
export const NLM_F_ACK: number = constants.NLM_F_ACK;

/** Flag: tell the sender, too, of what the request changed (Linux). */
export const NLM_F_ECHO: number = constants.NLM_F_ECHO;

/** Flag: something changed while the answer was made; ask again (Linux). */
export const NLM_F_DUMP_INTR: number = constants.NLM_F_DUMP_INTR;

/** Flag of a query: the whole table (Linux). */
export const NLM_F_ROOT: number = constants.NLM_F_ROOT;

/** Flag of a query: all that match (Linux). */
export const NLM_F_MATCH: number = constants.NLM_F_MATCH;

/** Flag of a query: a snapshot (Linux). */
export const NLM_F_ATOMIC: number = constants.NLM_F_ATOMIC;

/** Flags of a query: NLM_F_ROOT and NLM_F_MATCH (Linux). */
export const NLM_F_DUMP: number = constants.NLM_F_DUMP;

/** Flag of a change: replace what is there (Linux). */
export const NLM_F_REPLACE: number = constants.NLM_F_REPLACE;

/** Flag of a change: fail with EEXIST where it is there (Linux). */
export const NLM_F_EXCL: number = constants.NLM_F_EXCL;

/** Flag of a change: make it where it is not there (Linux). */
export const NLM_F_CREATE: number = constants.NLM_F_CREATE;

/** Flag of a change: put it at the end of the list (Linux). */
export const NLM_F_APPEND: number = constants.NLM_F_APPEND;
