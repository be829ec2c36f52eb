/** Receiving: into a buffer of the caller's, or into a new one. */

import { constants } from "node:buffer";
import { recv, recvfrom, SOCKADDR_STORAGE_SIZE } from "../ffi/index.js";
import type { Address } from "./addresses/address.js";
import { decodeAddress } from "./addresses/codecs.js";
import { byteLength } from "./arguments/byte-length.js";
import { checkRoom } from "./arguments/check-bytes.js";
import { checkInteger } from "./arguments/check-integer.js";
import { callBlocking } from "./call-blocking.js";
import { openDescriptor, type SocketState } from "./socket-state.js";

const address = Buffer.allocUnsafeSlow(SOCKADDR_STORAGE_SIZE);
const length = new Uint32Array(1);

/** `Socket.recv`. */
export function receive(state: SocketState, bufsize: number, flags: number): Buffer {
	checkInteger(bufsize, "Cannot recv: bufsize", 0, constants.MAX_LENGTH);
	checkInteger(flags, "Cannot recv: flags");
	const fd = openDescriptor(state, "recv");
	if (bufsize === 0) return Buffer.alloc(0);
	const buffer = Buffer.allocUnsafe(bufsize);
	return trim(
		buffer,
		callBlocking(state, fd, "recv", false, () => recv(fd, buffer, bufsize, flags)),
	);
}

/** `Socket.recvInto`. */
export function receiveInto(state: SocketState, buffer: Uint8Array, nbytes: number, flags: number): number {
	const size = checkSize(buffer, nbytes, "recvInto");
	checkInteger(flags, "Cannot recvInto: flags");
	const fd = openDescriptor(state, "recv");
	return callBlocking(state, fd, "recv", false, () => recv(fd, buffer, size, flags));
}

/** `Socket.recvfrom`. */
export function receiveFrom(
	state: SocketState,
	bufsize: number,
	flags: number,
): [data: Buffer, address: Address | undefined] {
	checkInteger(bufsize, "Cannot recvfrom: bufsize", 0, constants.MAX_LENGTH);
	checkInteger(flags, "Cannot recvfrom: flags");
	const fd = openDescriptor(state, "recvfrom");
	const buffer = Buffer.allocUnsafe(Math.max(1, bufsize));
	const received = receiveWithAddress(state, fd, buffer, bufsize, flags);
	return [trim(buffer, Math.min(received, bufsize)), decodeAddress(address, length[0] ?? 0)];
}

/** `Socket.recvfromInto`. */
export function receiveFromInto(
	state: SocketState,
	buffer: Uint8Array,
	nbytes: number,
	flags: number,
): [received: number, address: Address | undefined] {
	const size = checkSize(buffer, nbytes, "recvfromInto");
	checkInteger(flags, "Cannot recvfromInto: flags");
	const fd = openDescriptor(state, "recvfrom");
	const received = receiveWithAddress(state, fd, buffer, size, flags);
	return [received, decodeAddress(address, length[0] ?? 0)];
}

function receiveWithAddress(
	state: SocketState,
	fd: number,
	buffer: Uint8Array,
	size: number,
	flags: number,
): number {
	return callBlocking(state, fd, "recvfrom", false, () => {
		length[0] = address.length;
		return recvfrom(fd, buffer, size, flags, address, length);
	});
}

function checkSize(buffer: Uint8Array, nbytes: number, method: string): number {
	checkRoom(buffer, `Cannot ${method}: buffer`);
	const room = byteLength(buffer);
	// As in Python, 0 stands for the whole buffer, too.
	return checkInteger(nbytes, `Cannot ${method}: nbytes`, 0, room) || room;
}

/** The part that was filled; with MSG_TRUNC the kernel may tell of more than there was room for. */
export function trim(buffer: Buffer, received: number): Buffer {
	// A small message must not keep a large buffer alive.
	if (buffer.length > 4096 && received < buffer.length / 2) return Buffer.from(buffer.subarray(0, received));
	return buffer.subarray(0, received);
}
