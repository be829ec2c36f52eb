import { platform } from "../../ffi/index.js";
import { checkInteger } from "../arguments/check-integer.js";
import { inetNtop } from "../inet-ntop.js";
import { inetPton } from "../inet-pton.js";
import type { ControlCodec } from "./control-codec.js";
import { makeCodec } from "./make-codec.js";
import { readInt, writeInts } from "./native-numbers.js";

const { AF_INET6, IPPROTO_IPV6, IPV6_PKTINFO } = platform.sockets.constants;

/** Where an IPv6 datagram came in, or shall go out. */
export interface Ipv6PacketInfo {
	/** The local address: the destination of what was received, the source of what is sent. */
	readonly addr: string;
	/** The number of the interface; 0 for any when sending. */
	readonly ifindex: number;
}

/** Interface and local address of an IPv6 datagram (IPV6_PKTINFO): they come where IPV6_RECVPKTINFO is set, and choose the way when sent. */
export const ipv6Pktinfo: ControlCodec<Ipv6PacketInfo, Partial<Ipv6PacketInfo>> = makeCodec<
	Ipv6PacketInfo,
	Partial<Ipv6PacketInfo>
>({
	name: "IPV6_PKTINFO",
	level: IPPROTO_IPV6,
	type: IPV6_PKTINFO,
	// struct in6_pktinfo of RFC 3542.
	write({ addr = "::", ifindex = 0 }, what) {
		return Buffer.concat([inetPton(AF_INET6, addr), writeInts(checkInteger(ifindex, `${what} ifindex`, 0))]);
	},
	read(data) {
		if (data.length < 20) return undefined;
		return { addr: inetNtop(AF_INET6, data.subarray(0, 16)), ifindex: readInt(data, 16) };
	},
});
