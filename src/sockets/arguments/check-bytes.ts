import { types } from "node:util";
import { byteLength } from "./byte-length.js";
import { showValue } from "./show-value.js";

/** What can be sent: any Uint8Array (a Buffer is one), or a string, which is sent as UTF-8. */
export type BytesLike = Uint8Array | string;

/**
 * Refuses what is neither a Uint8Array with its memory in place nor a string.
 *
 * A DataView, an ArrayBuffer and the wider typed arrays are refused: which of their bytes are meant, and in which order,
 * is for the caller to say with `new Uint8Array(buffer, offset, length)`.
 *
 * @param value what was given.
 * @param what the beginning of the sentence, such as `"Cannot send: data"`.
 * @returns the bytes.
 * @throws TypeError where it is something else, or its memory was transferred away.
 */
export function checkBytes(value: unknown, what: string): Uint8Array {
	if (typeof value === "string") return Buffer.from(value);
	if (!types.isUint8Array(value)) {
		throw new TypeError(`${what} must be a Uint8Array or a string, got ${showValue(value)}`);
	}
	checkAttached(value, what);
	return value;
}

/**
 * Refuses what is not a Uint8Array with memory to write to.
 *
 * @param value what was given.
 * @param what the beginning of the sentence, such as `"Cannot recvInto: buffer"`.
 * @returns the buffer, of at least one byte.
 * @throws TypeError where it is something else, or its memory was transferred away.
 * @throws RangeError where it has no room at all.
 */
export function checkRoom(value: unknown, what: string): Uint8Array {
	if (!types.isUint8Array(value))
		throw new TypeError(`${what} must be a Uint8Array, got ${showValue(value)}`);
	checkAttached(value, what);
	if (byteLength(value) === 0) throw new RangeError(`${what} must have room for at least one byte`);
	return value;
}

function checkAttached(bytes: Uint8Array, what: string): void {
	if (byteLength(bytes) > 0) return;
	try {
		// The one question about a detached ArrayBuffer that every Node from 20 on answers: making a view throws.
		new Uint8Array(bytes.buffer);
	} catch {
		throw new TypeError(`${what} has lost its memory: its ArrayBuffer was transferred`);
	}
}
