import { platform } from "../../ffi/index.js";
import { checkInteger } from "../arguments/check-integer.js";
import { inetAton } from "../inet-aton.js";
import { inetNtoa } from "../inet-ntoa.js";
import type { ControlCodec } from "./control-codec.js";
import { makeCodec } from "./make-codec.js";
import { readInt, writeInts } from "./native-numbers.js";

const { IPPROTO_IP, IP_PKTINFO } = platform.sockets.constants;

/** Where an IPv4 datagram came in, or shall go out. */
export interface PacketInfo {
	/** The number of the interface; 0 for any when sending. */
	readonly ifindex: number;
	/** The local address: the one that it was received by, or shall be sent from. */
	readonly specDst: string;
	/** The destination in the datagram's header; not used when sending. */
	readonly addr: string;
}

/** Interface and addresses of an IPv4 datagram (IP_PKTINFO; Linux, Darwin): they come where that option is set, and choose the way when sent. */
export const ipPktinfo: ControlCodec<PacketInfo, Partial<PacketInfo>> = makeCodec<
	PacketInfo,
	Partial<PacketInfo>
>({
	name: "IP_PKTINFO",
	level: IPPROTO_IP,
	type: IP_PKTINFO,
	// struct in_pktinfo of <netinet/in.h>: the same in glibc, musl and Darwin.
	write({ ifindex = 0, specDst = "0.0.0.0", addr = "0.0.0.0" }, what) {
		const index = writeInts(checkInteger(ifindex, `${what} ifindex`, 0));
		return Buffer.concat([index, inetAton(specDst), inetAton(addr)]);
	},
	read(data) {
		if (data.length < 12) return undefined;
		const [specDst, addr] = [data.subarray(4, 8), data.subarray(8, 12)];
		return { ifindex: readInt(data), specDst: inetNtoa(specDst), addr: inetNtoa(addr) };
	},
});
