import { platform } from "../../ffi/index.js";
import type { ControlCodec } from "./control-codec.js";
import { octetCodec } from "./octet-codec.js";

const { namedByRequest, constants } = platform.sockets;
const { IPPROTO_IP, IP_TOS, IP_RECVTOS } = constants;

/** The type of service of an IPv4 datagram (IP_TOS): it comes where IP_RECVTOS is set, and holds for one datagram when sent. */
export const ipTos: ControlCodec<number> = octetCodec(
	"IP_TOS",
	IPPROTO_IP,
	IP_TOS,
	namedByRequest ? IP_RECVTOS : IP_TOS,
);
