/**
 * Packet sockets: frames of the link layer (Linux).
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** Packet type: to this machine (Linux). */
export const PACKET_HOST: number = constants.PACKET_HOST;

/** Packet type: to all (Linux). */
export const PACKET_BROADCAST: number = constants.PACKET_BROADCAST;

/** Packet type: to a group (Linux). */
export const PACKET_MULTICAST: number = constants.PACKET_MULTICAST;

/** Packet type: to somebody else, seen in promiscuous mode (Linux). */
export const PACKET_OTHERHOST: number = constants.PACKET_OTHERHOST;

/** Packet type: sent from here (Linux). */
export const PACKET_OUTGOING: number = constants.PACKET_OUTGOING;

/** Packet type: looped back; the kernel's own (Linux). */
export const PACKET_LOOPBACK: number = constants.PACKET_LOOPBACK;

/** Packet type: fast-routed; the kernel's own (Linux). */
export const PACKET_FASTROUTE: number = constants.PACKET_FASTROUTE;

/** Option of SOL_PACKET: take more packets from an interface, `struct packet_mreq` (Linux). */
export const PACKET_ADD_MEMBERSHIP: number = constants.PACKET_ADD_MEMBERSHIP;

/** Option of SOL_PACKET: take them no more (Linux). */
export const PACKET_DROP_MEMBERSHIP: number = constants.PACKET_DROP_MEMBERSHIP;

/** Option of SOL_PACKET: how many packets came and how many were dropped (Linux). */
export const PACKET_STATISTICS: number = constants.PACKET_STATISTICS;

/** Option of SOL_PACKET: a control message tells of each packet (Linux). */
export const PACKET_AUXDATA: number = constants.PACKET_AUXDATA;

/** Option of SOL_PACKET: several sockets share what comes (Linux). */
export const PACKET_FANOUT: number = constants.PACKET_FANOUT;

/** Option of SOL_PACKET: not what is sent from here (Linux). */
export const PACKET_IGNORE_OUTGOING: number = constants.PACKET_IGNORE_OUTGOING;

/** Membership: a multicast address (Linux). */
export const PACKET_MR_MULTICAST: number = constants.PACKET_MR_MULTICAST;

/** Membership: every packet (Linux). */
export const PACKET_MR_PROMISC: number = constants.PACKET_MR_PROMISC;

/** Membership: every multicast packet (Linux). */
export const PACKET_MR_ALLMULTI: number = constants.PACKET_MR_ALLMULTI;

/** Membership: one more address (Linux). */
export const PACKET_MR_UNICAST: number = constants.PACKET_MR_UNICAST;

/** Protocol of a packet socket: every packet (Linux). */
export const ETH_P_ALL: number = constants.ETH_P_ALL;

/** Protocol of a packet socket: IPv4 (Linux). */
export const ETH_P_IP: number = constants.ETH_P_IP;

/** Protocol of a packet socket: ARP (Linux). */
export const ETH_P_ARP: number = constants.ETH_P_ARP;

/** Protocol of a packet socket: VLAN (Linux). */
export const ETH_P_8021Q: number = constants.ETH_P_8021Q;

/** Protocol of a packet socket: IPv6 (Linux). */
export const ETH_P_IPV6: number = constants.ETH_P_IPV6;

/** Type of an Ethernet frame: IPv4. */
export const ETHERTYPE_IP: number = constants.ETHERTYPE_IP;

/** Type of an Ethernet frame: ARP. */
export const ETHERTYPE_ARP: number = constants.ETHERTYPE_ARP;

/** Type of an Ethernet frame: VLAN. */
export const ETHERTYPE_VLAN: number = constants.ETHERTYPE_VLAN;

/** Type of an Ethernet frame: IPv6. */
export const ETHERTYPE_IPV6: number = constants.ETHERTYPE_IPV6;

/** Hardware of an interface: Ethernet (Linux). */
export const ARPHRD_ETHER: number = constants.ARPHRD_ETHER;

/** Hardware of an interface: CAN (Linux). */
export const ARPHRD_CAN: number = constants.ARPHRD_CAN;

/** Hardware of an interface: loopback (Linux). */
export const ARPHRD_LOOPBACK: number = constants.ARPHRD_LOOPBACK;

/** Hardware of an interface: none, as of a TUN device (Linux). */
export const ARPHRD_NONE: number = constants.ARPHRD_NONE;
