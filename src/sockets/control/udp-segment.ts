import { platform } from "../../ffi/index.js";
import { checkInteger } from "../arguments/check-integer.js";
import type { ControlCodec } from "./control-codec.js";
import { makeCodec } from "./make-codec.js";
import { readSmall } from "./native-numbers.js";

const { IPPROTO_UDP, UDP_SEGMENT } = platform.sockets.constants;

/** How long each of the datagrams shall be that one message is cut into (UDP_SEGMENT, Linux). */
export const udpSegment: ControlCodec<number> = makeCodec<number>({
	name: "UDP_SEGMENT",
	level: IPPROTO_UDP,
	type: UDP_SEGMENT,
	// A __u16, and the kernel insists on its size.
	write: (value, what) => Buffer.from(Uint16Array.of(checkInteger(value, `${what} value`, 1, 0xffff)).buffer),
	read: readSmall,
});
