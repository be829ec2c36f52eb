/** `sockRecvmsg`: receives a message and what came beside its data. */
import { abortable, alreadyAborted, type Future } from "../../futures/index.js";
import type { FileObject } from "../../selectors/index.js";
import type { Address, AncillaryMessage } from "../../sockets/index.js";
import {
	descriptorsIn,
	IncomingMessage,
	type MessageDetails,
	messageBuffer,
} from "../../sockets/internals.js";
import type { SelectorEngine } from "../selector-engine.js";
import type { MessageOptions } from "./message-options.js";
import { ReceiveMessage } from "./receive-message.js";
import { isAnnounced, socketTarget } from "./socket-target.js";

/** A message. */
type Message = [data: Buffer, ancdata: AncillaryMessage[], flags: number, address: Address | undefined];

function take(details: MessageDetails): readonly [(data: Buffer) => Message, readonly number[]] {
	return [(data) => [data, ...details], descriptorsIn(details[0])];
}

/**
 * Receives a message; see `SockMessageMethods.sockRecvmsg`.
 *
 * @param engine the engine.
 * @param sock the socket.
 * @param bufsize the most data to receive.
 * @param ancbufsize the room for control messages.
 * @param options its flags and signal.
 * @returns a future of data, control messages, flags and the sender's address.
 */
export function sockRecvmsg(
	engine: SelectorEngine,
	sock: FileObject,
	bufsize: number,
	ancbufsize = 0,
	options?: MessageOptions,
): Future<Message> {
	const buffer = messageBuffer(bufsize, "sockRecvmsg");
	const message = new IncomingMessage("sockRecvmsg", [buffer], ancbufsize, options?.flags ?? 0);
	const fd = socketTarget(sock, "recvmsg");
	const aborted = alreadyAborted<Message>(engine, options);
	if (aborted !== undefined) return aborted;
	const operation = new ReceiveMessage(engine, sock, fd, buffer, message, take);
	engine.driver.start(operation, isAnnounced(sock));
	return abortable(operation, options);
}
