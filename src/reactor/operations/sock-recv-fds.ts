/** `sockRecvFds`: receives data and the descriptors that came with them. */
import { abortable, alreadyAborted, type Future } from "../../futures/index.js";
import type { FileObject } from "../../selectors/index.js";
import type { Address } from "../../sockets/index.js";
import {
	checkDescriptorCount,
	descriptorRoom,
	IncomingMessage,
	messageBuffer,
	takeDescriptors,
} from "../../sockets/internals.js";
import type { SelectorEngine } from "../selector-engine.js";
import type { MessageOptions } from "./message-options.js";
import { ReceiveMessage } from "./receive-message.js";
import { isAnnounced, socketTarget } from "./socket-target.js";

/** A message with descriptors. */
type Message = [data: Buffer, fds: number[], flags: number, address: Address | undefined];

/**
 * Receives descriptors; see `SockMessageMethods.sockRecvFds`.
 *
 * @param engine the engine.
 * @param sock the socket.
 * @param bufsize the most data to receive.
 * @param maxfds the most descriptors to keep.
 * @param options its flags and signal.
 * @returns a future of data, descriptors, flags and the sender's address.
 */
export function sockRecvFds(
	engine: SelectorEngine,
	sock: FileObject,
	bufsize: number,
	maxfds: number,
	options?: MessageOptions,
): Future<Message> {
	const buffer = messageBuffer(bufsize, "sockRecvFds");
	const count = checkDescriptorCount(maxfds, "sockRecvFds");
	const room = descriptorRoom(count);
	const message = new IncomingMessage("sockRecvFds", [buffer], room, options?.flags ?? 0);
	const fd = socketTarget(sock, "recvmsg");
	const aborted = alreadyAborted<Message>(engine, options);
	if (aborted !== undefined) return aborted;
	const operation = new ReceiveMessage<Message>(engine, sock, fd, buffer, message, (details) => {
		const taken = takeDescriptors(details, count);
		return [(data) => [data, ...taken], taken[0]];
	});
	engine.driver.start(operation, isAnnounced(sock));
	return abortable(operation, options);
}
