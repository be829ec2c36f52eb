import { controlLength, platform } from "../../ffi/index.js";
import { checkInteger } from "../arguments/check-integer.js";

const { control } = platform.sockets;

/**
 * The length of a control message without what fills it up to the next one: an `ancbufsize` that has room for exactly this
 * one.
 *
 * @param length how many bytes of data it has.
 * @returns how many bytes it has with its header.
 * @throws TypeError or RangeError where that is no whole number, or out of range.
 * @example
 * ```ts
 * import { CMSG_LEN, CMSG_SPACE } from "evloop";
 *
 * console.log(CMSG_LEN(4) <= CMSG_SPACE(4), CMSG_LEN(5) - CMSG_LEN(4)); // true 1
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.CMSG_LEN
 */
export function CMSG_LEN(length: number): number {
	const most = 0x7fffffff - controlLength(control, 0);
	return controlLength(control, checkInteger(length, "Cannot CMSG_LEN: length", 0, most));
}
