import { platform } from "../../ffi/index.js";
import { checkInteger } from "../arguments/check-integer.js";
import type { ControlCodec } from "./control-codec.js";
import { makeCodec } from "./make-codec.js";
import { readSmall, writeInts } from "./native-numbers.js";

const { IPPROTO_UDP, UDP_GRO } = platform.sockets.constants;

/** How long each of the datagrams was that came as one (UDP_GRO, Linux): it comes where that option is set; the last may be shorter. */
export const udpGro: ControlCodec<number> = makeCodec<number>({
	name: "UDP_GRO",
	level: IPPROTO_UDP,
	type: UDP_GRO,
	write: (value, what) => writeInts(checkInteger(value, `${what} value`, 0, 0xffff)),
	read: readSmall,
});
