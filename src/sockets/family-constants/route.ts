/**
 * Route netlink: messages, groups and attributes of NETLINK_ROUTE (Linux).
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** Message type: there is this interface (Linux). */
export const RTM_NEWLINK: number = constants.RTM_NEWLINK;

/** Message type: this interface is gone, or shall go (Linux). */
export const RTM_DELLINK: number = constants.RTM_DELLINK;

/** Message type: which interfaces are there (Linux). */
export const RTM_GETLINK: number = constants.RTM_GETLINK;

/** Message type: change an interface (Linux). */
export const RTM_SETLINK: number = constants.RTM_SETLINK;

/** Message type: there is this address (Linux). */
export const RTM_NEWADDR: number = constants.RTM_NEWADDR;

/** Message type: this address is gone, or shall go (Linux). */
export const RTM_DELADDR: number = constants.RTM_DELADDR;

/** Message type: which addresses are there (Linux). */
export const RTM_GETADDR: number = constants.RTM_GETADDR;

/** Message type: there is this route (Linux). */
export const RTM_NEWROUTE: number = constants.RTM_NEWROUTE;

/** Message type: this route is gone, or shall go (Linux). */
export const RTM_DELROUTE: number = constants.RTM_DELROUTE;

/** Message type: which routes are there (Linux). */
export const RTM_GETROUTE: number = constants.RTM_GETROUTE;

/** Message type: there is this neighbour (Linux). */
export const RTM_NEWNEIGH: number = constants.RTM_NEWNEIGH;

/** Message type: this neighbour is gone, or shall go (Linux). */
export const RTM_DELNEIGH: number = constants.RTM_DELNEIGH;

/** Message type: which neighbours are there (Linux). */
export const RTM_GETNEIGH: number = constants.RTM_GETNEIGH;

/** Group: changes of interfaces (Linux). */
export const RTMGRP_LINK: number = constants.RTMGRP_LINK;

/** Group: notifications (Linux). */
export const RTMGRP_NOTIFY: number = constants.RTMGRP_NOTIFY;

/** Group: changes of neighbours (Linux). */
export const RTMGRP_NEIGH: number = constants.RTMGRP_NEIGH;

/** Group: changes of traffic control (Linux). */
export const RTMGRP_TC: number = constants.RTMGRP_TC;

/** Group: changes of IPv4 addresses (Linux). */
export const RTMGRP_IPV4_IFADDR: number = constants.RTMGRP_IPV4_IFADDR;

/** Group: changes of IPv4 multicast routes (Linux). */
export const RTMGRP_IPV4_MROUTE: number = constants.RTMGRP_IPV4_MROUTE;

/** Group: changes of IPv4 routes (Linux). */
export const RTMGRP_IPV4_ROUTE: number = constants.RTMGRP_IPV4_ROUTE;

/** Group: changes of IPv4 routing rules (Linux). */
export const RTMGRP_IPV4_RULE: number = constants.RTMGRP_IPV4_RULE;

/** Group: changes of IPv6 addresses (Linux). */
export const RTMGRP_IPV6_IFADDR: number = constants.RTMGRP_IPV6_IFADDR;

/** Group: changes of IPv6 multicast routes (Linux). */
export const RTMGRP_IPV6_MROUTE: number = constants.RTMGRP_IPV6_MROUTE;

/** Group: changes of IPv6 routes (Linux). */
export const RTMGRP_IPV6_ROUTE: number = constants.RTMGRP_IPV6_ROUTE;

/** Group: changes of what IPv6 knows of interfaces (Linux). */
export const RTMGRP_IPV6_IFINFO: number = constants.RTMGRP_IPV6_IFINFO;

/** Group: IPv6 prefixes (Linux). */
export const RTMGRP_IPV6_PREFIX: number = constants.RTMGRP_IPV6_PREFIX;

/** Attribute of an interface: its hardware address (Linux). */
export const IFLA_ADDRESS: number = constants.IFLA_ADDRESS;

/** Attribute of an interface: the hardware address of all (Linux). */
export const IFLA_BROADCAST: number = constants.IFLA_BROADCAST;

/** Attribute of an interface: its name (Linux). */
export const IFLA_IFNAME: number = constants.IFLA_IFNAME;

/** Attribute of an interface: the largest packet (Linux). */
export const IFLA_MTU: number = constants.IFLA_MTU;

/** Attribute of an interface: the number of the one below it (Linux). */
export const IFLA_LINK: number = constants.IFLA_LINK;

/** Attribute of an interface: its queueing discipline (Linux). */
export const IFLA_QDISC: number = constants.IFLA_QDISC;

/** Attribute of an interface: how long its queue is (Linux). */
export const IFLA_TXQLEN: number = constants.IFLA_TXQLEN;

/** Attribute of an interface: its state, as RFC 2863 numbers it (Linux). */
export const IFLA_OPERSTATE: number = constants.IFLA_OPERSTATE;

/** Attribute of an address: itself, or the peer's on a point-to-point link (Linux). */
export const IFA_ADDRESS: number = constants.IFA_ADDRESS;

/** Attribute of an address: this machine's (Linux). */
export const IFA_LOCAL: number = constants.IFA_LOCAL;

/** Attribute of an address: its label (Linux). */
export const IFA_LABEL: number = constants.IFA_LABEL;

/** Attribute of an address: that of all (Linux). */
export const IFA_BROADCAST: number = constants.IFA_BROADCAST;

/** Attribute of an address: its flags, 32 bits (Linux). */
export const IFA_FLAGS: number = constants.IFA_FLAGS;

/** Flag of an interface: switched on (Linux). */
export const IFF_UP: number = constants.IFF_UP;

/** Flag of an interface: has a broadcast address (Linux). */
export const IFF_BROADCAST: number = constants.IFF_BROADCAST;

/** Flag of an interface: loopback (Linux). */
export const IFF_LOOPBACK: number = constants.IFF_LOOPBACK;

/** Flag of an interface: a link of two (Linux). */
export const IFF_POINTOPOINT: number = constants.IFF_POINTOPOINT;

/** Flag of an interface: works (Linux). */
export const IFF_RUNNING: number = constants.IFF_RUNNING;

/** Flag of an interface: no ARP (Linux). */
export const IFF_NOARP: number = constants.IFF_NOARP;

/** Flag of an interface: takes every packet (Linux). */
export const IFF_PROMISC: number = constants.IFF_PROMISC;

/** Flag of an interface: takes every multicast packet (Linux). */
export const IFF_ALLMULTI: number = constants.IFF_ALLMULTI;

/** Flag of an interface: can multicast (Linux). */
export const IFF_MULTICAST: number = constants.IFF_MULTICAST;

/** Flag of an interface: the cable is plugged in (Linux). */
export const IFF_LOWER_UP: number = constants.IFF_LOWER_UP;
