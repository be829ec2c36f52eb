/** One `send(2)`, without blocking and without a signal. */
import { type IoVector, platform, send, sendAt } from "../../ffi/index.js";

const flags = platform.sockets.constants.MSG_DONTWAIT | platform.sockets.noSignalFlag;

/**
 * Sends from a typed array.
 *
 * @param fd the socket.
 * @param bytes where the bytes begin.
 * @param length how many.
 * @returns how many went; negative with `errno` set.
 */
export function sendBytes(fd: number, bytes: Uint8Array, length: number): number {
	return send(fd, bytes, length, flags);
}

/**
 * Sends from an address.
 *
 * @param fd the socket.
 * @param address where the bytes begin.
 * @param length how many.
 * @returns how many went; negative with `errno` set.
 */
export function sendFrom(fd: number, address: number, length: number): number {
	return sendAt(fd, address, length, flags);
}

/**
 * Sends from several places.
 *
 * @param vector the places.
 * @param fd the socket.
 * @param count how many places.
 * @returns how many bytes went; negative with `errno` set.
 */
export function sendGathered(vector: IoVector, fd: number, count: number): number {
	return vector.send(fd, count, flags);
}
