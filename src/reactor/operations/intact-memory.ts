/**
 * The caller's memory, looked at again before each call: an ArrayBuffer can be transferred or made smaller while an
 * operation waits. What is thrown here makes the operation fail, before the kernel is asked for anything.
 */
import { byteLength } from "../../sockets/internals.js";

/**
 * How much room a buffer has now.
 *
 * @param buffer the buffer, which had room when the operation began.
 * @param action the operation, for the error.
 * @returns its length, not 0.
 * @throws TypeError if it has lost its memory.
 */
export function roomLeft(buffer: Uint8Array, action: string): number {
	const room = byteLength(buffer);
	if (room === 0) throw new TypeError(`Cannot ${action}: the buffer lost its memory while it waited`);
	return room;
}

/**
 * Refuses to send what is not all there any more.
 *
 * @param data the bytes.
 * @param size how many there were when the operation began.
 * @param action the operation, for the error.
 * @throws TypeError if there are fewer now.
 */
export function expectIntact(data: Uint8Array, size: number, action: string): void {
	if (byteLength(data) < size) {
		throw new TypeError(`Cannot ${action}: the data lost its memory while it waited`);
	}
}
