import { controlSpace, platform } from "../../ffi/index.js";
import { checkInteger } from "../arguments/check-integer.js";

const { control } = platform.sockets;

/**
 * The room that a control message takes, with what fills it up to the next one: an `ancbufsize` for several messages is
 * the sum of these.
 *
 * @param length how many bytes of data it has.
 * @returns how many bytes it takes.
 * @throws TypeError or RangeError where that is no whole number, or out of range.
 * @example
 * ```ts
 * import { CMSG_LEN, CMSG_SPACE } from "evloop";
 *
 * console.log(CMSG_SPACE(0) === CMSG_LEN(0), CMSG_SPACE(1) === CMSG_SPACE(4)); // true true
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.CMSG_SPACE
 */
export function CMSG_SPACE(length: number): number {
	const most = 0x7fffffff - controlSpace(control, 8);
	return controlSpace(control, checkInteger(length, "Cannot CMSG_SPACE: length", 0, most));
}
