/**
 * Options of UDP and UDP-Lite: the level is IPPROTO_UDP or IPPROTO_UDPLITE.
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** Whether several datagrams may be received as one (Linux). */
export const UDP_GRO: number = constants.UDP_GRO;

/** The size that a large datagram is cut into when it is sent (Linux). */
export const UDP_SEGMENT: number = constants.UDP_SEGMENT;

/** How many bytes the checksum must cover at least. */
export const UDPLITE_RECV_CSCOV: number = constants.UDPLITE_RECV_CSCOV;

/** How many bytes the checksum covers. */
export const UDPLITE_SEND_CSCOV: number = constants.UDPLITE_SEND_CSCOV;
