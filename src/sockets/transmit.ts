/** Sending. Every call has MSG_NOSIGNAL: a broken pipe is an error, never a signal. */
import { platform } from "../ffi/index.js";
import { send, sendto } from "../ffi/libc/sockets.js";
import type { Address } from "./addresses/address.js";
import { resolveAddress } from "./addresses/resolve-address.js";
import { byteLength } from "./arguments/byte-length.js";
import { type BytesLike, checkBytes } from "./arguments/check-bytes.js";
import { checkInteger } from "./arguments/check-integer.js";
import { callBlocking } from "./call-blocking.js";
import { openDescriptor, type SocketState } from "./socket-state.js";
import { deadlineAfter } from "./wait-ready.js";

const { MSG_NOSIGNAL } = platform.sockets.constants;

/** {@link SocketState}'s side of `Socket.send`. */
export function transmit(state: SocketState, data: BytesLike, flags: number): number {
	const bytes = checkBytes(data, "Cannot send: data");
	checkInteger(flags, "Cannot send: flags");
	const fd = openDescriptor(state, "send");
	const size = byteLength(bytes);
	return callBlocking(state, fd, "send", true, () => send(fd, bytes, size, flags | MSG_NOSIGNAL));
}

/** {@link SocketState}'s side of `Socket.sendall`. */
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
			() => send(fd, rest, size - sent, flags | MSG_NOSIGNAL),
			deadline,
		);
	} while (sent < size);
}

/** {@link SocketState}'s side of `Socket.sendto`. */
export function transmitTo(state: SocketState, data: BytesLike, flags: number, address: Address): number {
	const bytes = checkBytes(data, "Cannot sendto: data");
	checkInteger(flags, "Cannot sendto: flags");
	openDescriptor(state, "sendto");
	const to = resolveAddress(state.family, address, "sendto");
	const fd = openDescriptor(state, "sendto");
	const size = byteLength(bytes);
	return callBlocking(state, fd, "sendto", true, () =>
		sendto(fd, bytes, size, flags | MSG_NOSIGNAL, to, to.length),
	);
}
