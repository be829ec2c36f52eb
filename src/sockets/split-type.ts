import { platform } from "../ffi/index.js";

const { SOCK_NONBLOCK, SOCK_CLOEXEC } = platform.sockets.constants;
// Where a system has no such flags they are NaN, which the bit operators take for 0.
const flags = SOCK_NONBLOCK | SOCK_CLOEXEC;

/**
 * Takes the flags out of a socket type, as Python does.
 *
 * @param wanted a socket type, perhaps with SOCK_NONBLOCK and SOCK_CLOEXEC.
 * @returns the type alone, and whether SOCK_NONBLOCK was there.
 */
export function splitType(wanted: number): { readonly type: number; readonly nonblocking: boolean } {
	return { type: wanted & ~flags, nonblocking: (wanted & SOCK_NONBLOCK) !== 0 };
}
