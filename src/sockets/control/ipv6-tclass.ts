import { platform } from "../../ffi/index.js";
import type { ControlCodec } from "./control-codec.js";
import { octetCodec } from "./octet-codec.js";

const { IPPROTO_IPV6, IPV6_TCLASS } = platform.sockets.constants;

/** The traffic class of an IPv6 datagram (IPV6_TCLASS): it comes where IPV6_RECVTCLASS is set, and holds for one datagram when sent. */
export const ipv6Tclass: ControlCodec<number> = octetCodec("IPV6_TCLASS", IPPROTO_IPV6, IPV6_TCLASS);
