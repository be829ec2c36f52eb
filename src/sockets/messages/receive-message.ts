/** Receiving messages, blocking as the socket's time limit says. */
import { constants } from "node:buffer";
import { MessageHeader } from "../../ffi/index.js";
import type { Address } from "../addresses/address.js";
import { checkRoom } from "../arguments/check-bytes.js";
import { checkInteger } from "../arguments/check-integer.js";
import { showValue } from "../arguments/show-value.js";
import { callBlocking } from "../call-blocking.js";
import { trim } from "../receive.js";
import { openDescriptor, type SocketState } from "../socket-state.js";
import type { AncillaryMessage } from "./ancillary-message.js";
import { descriptorRoom } from "./descriptor-room.js";
import { IncomingMessage, type MessageDetails } from "./incoming-message.js";
import { takeDescriptors } from "./take-descriptors.js";

/** More than this nobody means, and the kernel sends far fewer in one message. */
const mostWanted = 65_536;

/** `Socket.recvmsg`. */
export function receiveMessage(
	state: SocketState,
	bufsize: number,
	ancbufsize: number,
	flags: number,
	action = "recvmsg",
): [data: Buffer, ancdata: AncillaryMessage[], flags: number, address: Address | undefined] {
	const buffer = messageBuffer(bufsize, action);
	const message = new IncomingMessage(action, [buffer], ancbufsize, flags);
	const [received, details] = receiveBlocking(state, message);
	return [trim(buffer, received), ...details];
}

/** `Socket.recvmsgInto`. */
export function receiveMessageInto(
	state: SocketState,
	buffers: readonly Uint8Array[],
	ancbufsize: number,
	flags: number,
): [received: number, ancdata: AncillaryMessage[], flags: number, address: Address | undefined] {
	const parts = checkPlaces(buffers, "recvmsgInto");
	const message = new IncomingMessage("recvmsgInto", parts, ancbufsize, flags);
	const [received, details] = receiveBlocking(state, message);
	return [received, ...details];
}

/** `Socket.recvFds`. */
export function receiveDescriptors(
	state: SocketState,
	bufsize: number,
	maxfds: number,
	flags: number,
): [data: Buffer, fds: number[], flags: number, address: Address | undefined] {
	const buffer = messageBuffer(bufsize, "recvFds");
	const count = checkDescriptorCount(maxfds, "recvFds");
	const message = new IncomingMessage("recvFds", [buffer], descriptorRoom(count), flags);
	const [received, details] = receiveBlocking(state, message);
	return [trim(buffer, received), ...takeDescriptors(details, count)];
}

/**
 * Checks how many descriptors are wanted.
 *
 * @param maxfds what was given.
 * @param action what it is for.
 * @returns the number.
 * @throws TypeError or RangeError where it is none.
 */
export function checkDescriptorCount(maxfds: unknown, action: string): number {
	return checkInteger(maxfds, `Cannot ${action}: maxfds`, 0, mostWanted);
}

/**
 * Makes room for a message's data.
 *
 * @param bufsize how many bytes were asked for.
 * @param action what it is for.
 * @returns memory that only the message has.
 * @throws TypeError or RangeError where it is no such number.
 */
export function messageBuffer(bufsize: unknown, action: string): Buffer {
	const size = checkInteger(bufsize, `Cannot ${action}: bufsize`, 0, constants.MAX_LENGTH);
	return Buffer.allocUnsafe(Math.max(1, size)).subarray(0, size);
}

function receiveBlocking(state: SocketState, message: IncomingMessage): [number, MessageDetails] {
	const fd = openDescriptor(state, "recvmsg");
	const received = callBlocking(state, fd, "recvmsg", false, () => message.attempt(fd));
	return [received, message.take()];
}

function checkPlaces(buffers: unknown, action: string): Uint8Array[] {
	const what = `Cannot ${action}: buffers`;
	if (!Array.isArray(buffers)) {
		throw new TypeError(`${what} must be an array of Uint8Arrays, got ${showValue(buffers)}`);
	}
	const parts: unknown[] = Array.prototype.slice.call(buffers);
	if (parts.length > MessageHeader.mostPlaces) {
		throw new RangeError(`${what} may be ${MessageHeader.mostPlaces} pieces, these are ${parts.length}`);
	}
	return parts.map((part, index) => checkRoom(part, `${what}[${index}]`));
}
