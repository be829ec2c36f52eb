/** Many datagrams in one call, blocking as the socket's time limit says. */
import { resolveAddress } from "../addresses/resolve-address.js";
import { callBlocking } from "../call-blocking.js";
import { openDescriptor, type SocketState } from "../socket-state.js";
import { checkBatchSocket } from "./check-batch-socket.js";
import type { Datagram, DatagramInput } from "./datagram.js";
import { IncomingBatch } from "./incoming-batch.js";
import { OutgoingBatch } from "./outgoing-batch.js";

/** `Socket.sendmmsg`. */
export function sendBatch(state: SocketState, messages: readonly DatagramInput[], flags: number): number {
	checkBatchSocket(state.type, "sendmmsg");
	openDescriptor(state, "sendmmsg");
	const batch = new OutgoingBatch("sendmmsg", messages, flags, (address) =>
		resolveAddress(state.family, address, "sendmmsg"),
	);
	// Asked again: reading the addresses may have run code of the caller's, such as a getter that closes the socket.
	const fd = openDescriptor(state, "sendmmsg");
	return callBlocking(state, fd, "sendmmsg", true, () => batch.attempt(fd));
}

/** `Socket.recvmmsg`. */
export function receiveBatch(state: SocketState, count: number, size: number, flags: number): Datagram[] {
	checkBatchSocket(state.type, "recvmmsg");
	const batch = new IncomingBatch("recvmmsg", count, size, flags);
	const fd = openDescriptor(state, "recvmmsg");
	return batch.take(callBlocking(state, fd, "recvmmsg", false, () => batch.attempt(fd)));
}
