import { platform } from "../../ffi/index.js";
import type { ControlCodec } from "./control-codec.js";
import { octetCodec } from "./octet-codec.js";

const { IPPROTO_IPV6, IPV6_HOPLIMIT } = platform.sockets.constants;

/** How many routers an IPv6 datagram may still pass (IPV6_HOPLIMIT): it comes where IPV6_RECVHOPLIMIT is set, and holds for one datagram when sent. */
export const ipv6Hoplimit: ControlCodec<number> = octetCodec("IPV6_HOPLIMIT", IPPROTO_IPV6, IPV6_HOPLIMIT);
