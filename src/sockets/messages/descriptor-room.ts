import { controlLength, controlSpace, platform } from "../../ffi/index.js";

const { control, constants } = platform.sockets;
/** `struct ucred` of Linux and `struct timespec`, which stand before the descriptors where the socket was asked for them. */
const others = Number.isNaN(constants.SCM_CREDENTIALS)
	? 0
	: controlSpace(control, 12) + controlSpace(control, 16);

/**
 * How large a control buffer must be for a number of descriptors.
 *
 * @param count how many.
 * @returns the size. There may be room for a few more, which whoever asked for `count` closes.
 */
export function descriptorRoom(count: number): number {
	return others + controlLength(control, 4 * count);
}
