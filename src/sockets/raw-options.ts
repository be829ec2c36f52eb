/** Socket options: numbers, and structs as bytes. */

import { types } from "node:util";
import { getsockopt, setsockopt, syscall } from "../ffi/index.js";
import { byteLength } from "./arguments/byte-length.js";
import { checkBytes } from "./arguments/check-bytes.js";
import { checkInteger } from "./arguments/check-integer.js";
import { openDescriptor, type SocketState } from "./socket-state.js";

const number = new Int32Array(1);
const length = new Uint32Array(1);

/**
 * Reads an option that is a number.
 *
 * @param fd the descriptor.
 * @param level such as SOL_SOCKET.
 * @param name such as SO_TYPE.
 * @returns the value.
 * @throws OSError where the kernel refuses.
 */
export function readOption(fd: number, level: number, name: number): number {
	number[0] = 0;
	length[0] = 4;
	syscall("getsockopt", getsockopt(fd, level, name, number, length), { fd });
	return number[0] ?? 0;
}

/**
 * `Socket.getsockopt`.
 *
 * @param state the socket.
 * @param level the level.
 * @param name the option.
 * @param buflen how many bytes to make room for; undefined for a number.
 * @returns the number, or what the kernel wrote.
 */
export function getOption(state: SocketState, level: number, name: number, buflen?: number): number | Buffer {
	checkInteger(level, "Cannot getsockopt: level");
	checkInteger(name, "Cannot getsockopt: name");
	if (buflen === undefined) return readOption(openDescriptor(state, "getsockopt"), level, name);
	checkInteger(buflen, "Cannot getsockopt: buflen", 1, 65536);
	const fd = openDescriptor(state, "getsockopt");
	const value = Buffer.alloc(buflen);
	length[0] = buflen;
	syscall("getsockopt", getsockopt(fd, level, name, value, length), { fd });
	return value.subarray(0, Math.min(buflen, length[0] ?? 0));
}

/**
 * `Socket.setsockopt`.
 *
 * @param state the socket.
 * @param level the level.
 * @param name the option.
 * @param value a number, a boolean, bytes, or null for none.
 * @param optlen the length to tell the kernel where there is no value.
 */
export function setOption(
	state: SocketState,
	level: number,
	name: number,
	value: number | boolean | Uint8Array | string | null,
	optlen?: number,
): void {
	checkInteger(level, "Cannot setsockopt: level");
	checkInteger(name, "Cannot setsockopt: name");
	const bytes = optionBytes(value);
	if (bytes === null) checkInteger(optlen, "Cannot setsockopt: optlen (the value is null)", 0, 0xffffffff);
	else if (optlen !== undefined) throw new TypeError("Cannot setsockopt: optlen goes with a null value only");
	const fd = openDescriptor(state, "setsockopt");
	const size = bytes === null ? (optlen ?? 0) : bytes === number ? 4 : byteLength(bytes as Uint8Array);
	syscall("setsockopt", setsockopt(fd, level, name, bytes, size), { fd });
}

function optionBytes(value: unknown): Uint8Array | Int32Array | null {
	if (value === null) return null;
	if (typeof value === "string" || types.isUint8Array(value)) {
		return checkBytes(value, "Cannot setsockopt: value");
	}
	number[0] =
		typeof value === "boolean"
			? Number(value)
			: checkInteger(value, "Cannot setsockopt: value", -0x80000000, 0xffffffff);
	return number;
}
