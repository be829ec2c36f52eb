import { platform } from "../../ffi/index.js";
import type { Address } from "../addresses/address.js";
import type { MessageDetails } from "./incoming-message.js";
import { closeDescriptors, descriptorsIn } from "./rights.js";

const { MSG_CTRUNC } = platform.sockets.constants;

/**
 * Makes of a message's details what recvFds tells; descriptors beyond the number that was asked for are closed, and
 * MSG_CTRUNC says so.
 *
 * @param details what came beside the data.
 * @param maxfds how many descriptors are wanted.
 * @returns descriptors, flags and the sender's address.
 */
export function takeDescriptors(
	[ancdata, flags, address]: MessageDetails,
	maxfds: number,
): [fds: number[], flags: number, address: Address | undefined] {
	const fds = descriptorsIn(ancdata);
	const surplus = fds.splice(maxfds);
	closeDescriptors(surplus);
	return [fds, surplus.length > 0 ? flags | MSG_CTRUNC : flags, address];
}
