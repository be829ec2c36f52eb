/** Sending. Every call asks for no signal: a broken pipe is an error, never a signal. */
import { platform, send, sendto } from "../ffi/index.js";
import type { Address } from "./addresses/address.js";
import { resolveAddress } from "./addresses/resolve-address.js";
import { byteLength } from "./arguments/byte-length.js";
import { type BytesLike, checkBytes } from "./arguments/check-bytes.js";
import { checkInteger } from "./arguments/check-integer.js";
import { callBlocking } from "./call-blocking.js";
import { openDescriptor, type SocketState } from "./socket-state.js";
import { deadlineAfter } from "./wait-ready.js";

const { noSignalFlag } = platform.sockets;

/** `Socket.send`. */
export function transmit(state: SocketState, data: BytesLike, flags: number): number {
	const bytes = checkBytes(data, "Cannot send: data");
	checkInteger(flags, "Cannot send: flags");
	const fd = openDescriptor(state, "send");
	const size = byteLength(bytes);
	return callBlocking(state, fd, "send", true, () => send(fd, bytes, size, flags | noSignalFlag));
}

/** `Socket.sendall`. */
export function transmitAll(state: SocketState, data: BytesLike, flags: number): void {
	const bytes = checkBytes(data, "Cannot sendall: data");
	checkInteger(flags, "Cannot sendall: flags");
	const fd = openDescriptor(state, "send");
	const size = byteLength(bytes);
	// One limit for all of it, as in Python: data that trickles away does not start it anew.
	const deadline = deadlineAfter(state.timeout);
	let sent = 0;
	do {
		const rest = new Uint8Array(bytes.buffer, bytes.byteOffset + sent, size - sent);
		sent += callBlocking(
			state,
			fd,
			"send",
			true,
			() => send(fd, rest, size - sent, flags | noSignalFlag),
			deadline,
		);
	} while (sent < size);
}

/** `Socket.sendto`. */
export function transmitTo(state: SocketState, data: BytesLike, flags: number, address: Address): number {
	const bytes = checkBytes(data, "Cannot sendto: data");
	checkInteger(flags, "Cannot sendto: flags");
	openDescriptor(state, "sendto");
	const to = resolveAddress(state.family, address, "sendto");
	// Asked again: reading the address may have run code of the caller's, such as a getter that closes the socket.
	const fd = openDescriptor(state, "sendto");
	const size = byteLength(bytes);
	return callBlocking(state, fd, "sendto", true, () =>
		sendto(fd, bytes, size, flags | noSignalFlag, to, to.length),
	);
}
