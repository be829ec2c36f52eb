/** The options of IPv4 and IPv6: IPPROTO_IP, IPPROTO_IPV6. */
import { flag, integer, type OptionCodecs, octet, octetFlag, readOnly } from "./option-codec.js";

/** Options of sockets over IPv4 and IPv6; not every system has all of them. */
export interface IpOptions {
	/** Whether an address may be bound to that this machine does not have yet (IP_FREEBIND, Linux). */
	ipFreebind: boolean;
	/** The largest packet on the path of a connected socket, in bytes (IP_MTU, Linux). */
	readonly ipMtu: number;
	/** Whether messages are heard of groups that other sockets joined (IP_MULTICAST_ALL, Linux). */
	ipMulticastAll: boolean;
	/** Whether this machine hears its own multicasts (IP_MULTICAST_LOOP). */
	ipMulticastLoop: boolean;
	/** How many routers multicasts may pass, 0 to 255; 1 at first, which is none (IP_MULTICAST_TTL). */
	ipMulticastTtl: number;
	/** Whether messages come with interface and destination (IP_PKTINFO). */
	ipPktinfo: boolean;
	/** Whether messages come with their type of service (IP_RECVTOS). */
	ipRecvTos: boolean;
	/** Whether messages come with the number of routers that they may still pass (IP_RECVTTL). */
	ipRecvTtl: boolean;
	/** The type of service of each packet, 0 to 255 (IP_TOS). */
	ipTos: number;
	/** Whether any address may be bound to, for proxies (IP_TRANSPARENT, Linux, privileged). */
	ipTransparent: boolean;
	/** How many routers each packet may pass, 1 to 255 (IP_TTL). */
	ipTtl: number;
	/** The largest packet on the path of a connected socket, in bytes (IPV6_MTU, Linux). */
	readonly ipv6Mtu: number;
	/** How many routers multicasts may pass, 0 to 255 (IPV6_MULTICAST_HOPS). */
	ipv6MulticastHops: number;
	/** Whether this machine hears its own multicasts (IPV6_MULTICAST_LOOP). */
	ipv6MulticastLoop: boolean;
	/** Whether messages come with the number of routers that they may still pass (IPV6_RECVHOPLIMIT). */
	ipv6RecvHoplimit: boolean;
	/** Whether messages come with interface and destination (IPV6_RECVPKTINFO). */
	ipv6RecvPktinfo: boolean;
	/** Whether messages come with their traffic class (IPV6_RECVTCLASS). */
	ipv6RecvTclass: boolean;
	/** The traffic class of each packet, 0 to 255 (IPV6_TCLASS). */
	ipv6Tclass: number;
	/** How many routers each packet may pass, 0 to 255 (IPV6_UNICAST_HOPS). */
	ipv6UnicastHops: number;
	/** Whether it takes no IPv4 (IPV6_V6ONLY). */
	ipv6V6only: boolean;
}

/** How each of them is read and set. */
export const ipOptions: OptionCodecs<IpOptions> = {
	ipFreebind: flag("IPPROTO_IP", "IP_FREEBIND"),
	ipMtu: readOnly(integer("IPPROTO_IP", "IP_MTU")),
	ipMulticastAll: flag("IPPROTO_IP", "IP_MULTICAST_ALL"),
	ipMulticastLoop: octetFlag("IPPROTO_IP", "IP_MULTICAST_LOOP"),
	ipMulticastTtl: octet("IPPROTO_IP", "IP_MULTICAST_TTL"),
	ipPktinfo: flag("IPPROTO_IP", "IP_PKTINFO"),
	ipRecvTos: flag("IPPROTO_IP", "IP_RECVTOS"),
	ipRecvTtl: flag("IPPROTO_IP", "IP_RECVTTL"),
	ipTos: integer("IPPROTO_IP", "IP_TOS", 0, 255),
	ipTransparent: flag("IPPROTO_IP", "IP_TRANSPARENT"),
	ipTtl: integer("IPPROTO_IP", "IP_TTL", 1, 255),
	ipv6Mtu: readOnly(integer("IPPROTO_IPV6", "IPV6_MTU")),
	ipv6MulticastHops: integer("IPPROTO_IPV6", "IPV6_MULTICAST_HOPS", 0, 255),
	ipv6MulticastLoop: flag("IPPROTO_IPV6", "IPV6_MULTICAST_LOOP"),
	ipv6RecvHoplimit: flag("IPPROTO_IPV6", "IPV6_RECVHOPLIMIT"),
	ipv6RecvPktinfo: flag("IPPROTO_IPV6", "IPV6_RECVPKTINFO"),
	ipv6RecvTclass: flag("IPPROTO_IPV6", "IPV6_RECVTCLASS"),
	ipv6Tclass: integer("IPPROTO_IPV6", "IPV6_TCLASS", 0, 255),
	ipv6UnicastHops: integer("IPPROTO_IPV6", "IPV6_UNICAST_HOPS", 0, 255),
	ipv6V6only: flag("IPPROTO_IPV6", "IPV6_V6ONLY"),
};
