import { platform } from "../../ffi/index.js";
import type { ControlCodec } from "./control-codec.js";
import { octetCodec } from "./octet-codec.js";

const { namedByRequest, constants } = platform.sockets;
const { IPPROTO_IP, IP_TTL, IP_RECVTTL } = constants;

/** How many routers an IPv4 datagram may still pass (IP_TTL): it comes where IP_RECVTTL is set, and holds for one datagram when sent. */
export const ipTtl: ControlCodec<number> = octetCodec(
	"IP_TTL",
	IPPROTO_IP,
	IP_TTL,
	namedByRequest ? IP_RECVTTL : IP_TTL,
);
