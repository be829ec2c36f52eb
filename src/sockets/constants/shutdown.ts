/**
 * What shutdown() shuts.
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** No more receiving. */
export const SHUT_RD: number = constants.SHUT_RD;

/** No more sending: the peer reads the end. */
export const SHUT_WR: number = constants.SHUT_WR;

/** Neither. */
export const SHUT_RDWR: number = constants.SHUT_RDWR;
