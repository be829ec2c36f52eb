/** Sending messages, blocking as the socket's time limit says. */
import type { Address } from "../addresses/address.js";
import { resolveAddress } from "../addresses/resolve-address.js";
import type { BytesLike } from "../arguments/check-bytes.js";
import type { FileLike } from "../arguments/check-file.js";
import { callBlocking } from "../call-blocking.js";
import { openDescriptor, type SocketState } from "../socket-state.js";
import type { AncillaryInput } from "./ancillary-message.js";
import { OutgoingMessage } from "./outgoing-message.js";
import { rightsOf } from "./rights-of.js";

/** `Socket.sendmsg`. */
export function sendMessage(
	state: SocketState,
	buffers: readonly BytesLike[],
	ancdata: readonly AncillaryInput[],
	flags: number,
	address: Address | undefined,
	action = "sendmsg",
): number {
	const message = new OutgoingMessage(action, buffers, ancdata, flags);
	openDescriptor(state, "sendmsg");
	message.checkCarrier(() => state.type);
	if (address !== undefined) message.address = resolveAddress(state.family, address, action);
	// Asked again: reading the address may have run code of the caller's, such as a getter that closes the socket.
	const fd = openDescriptor(state, "sendmsg");
	return callBlocking(state, fd, "sendmsg", true, () => message.attempt(fd));
}

/** `Socket.sendFds`. */
export function sendDescriptors(
	state: SocketState,
	buffers: readonly BytesLike[],
	fds: readonly FileLike[],
	flags: number,
	address: Address | undefined,
): number {
	return sendMessage(state, buffers, rightsOf(fds, "sendFds"), flags, address, "sendFds");
}
