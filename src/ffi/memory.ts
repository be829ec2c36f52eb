/** Reading memory that C owns: always a copy, so that nothing of ours points at it once C has freed it. */
import type { TypeObject } from "koffi";
import { bindLazily } from "./bind.js";
import { koffi } from "./koffi.js";

let strlen: (text: number) => number = bindLazily("strlen", "size_t", ["uintptr_t"], (bound) => {
	strlen = bound;
});

// koffi keeps every type that it is asked for: one for each length, not one for each call.
const types = new Map<number, TypeObject>();

/**
 * Copies memory.
 *
 * @param address where it begins; must not be 0.
 * @param length how many bytes.
 * @returns a copy, with an ArrayBuffer of its own that begins at its first byte.
 */
export function copyMemory(address: number, length: number): Uint8Array<ArrayBuffer> {
	let type = types.get(length);
	if (type === undefined) {
		type = koffi().array("uint8_t", length, "Typed");
		types.set(length, type);
	}
	return new Uint8Array(koffi().decode(address, type) as Uint8Array);
}

/**
 * Copies a C string.
 *
 * @param address where it begins; 0 for none.
 * @returns the text up to its zero byte, as UTF-8; empty where there is none.
 */
export function copyString(address: number): string {
	if (address === 0) return "";
	const length = strlen(address);
	return length === 0 ? "" : Buffer.from(copyMemory(address, length)).toString();
}

/** How many bytes a pointer has. */
export function pointerSize(): number {
	return koffi().sizeof("void *");
}

/**
 * Reads a pointer.
 *
 * @param bytes memory with an ArrayBuffer of its own.
 * @param offset where the pointer lies, a multiple of its size.
 * @returns the address as a number.
 */
export function readPointer(bytes: Uint8Array, offset: number): number {
	const at = bytes.byteOffset + offset;
	if (pointerSize() === 4) return new Uint32Array(bytes.buffer, at, 1)[0] ?? 0;
	return Number(new BigUint64Array(bytes.buffer, at, 1)[0]);
}

/**
 * Reads a C int.
 *
 * @param bytes memory with an ArrayBuffer of its own.
 * @param offset where the number lies, a multiple of 4.
 * @returns the number.
 */
export function readInt(bytes: Uint8Array, offset: number): number {
	return new Int32Array(bytes.buffer, bytes.byteOffset + offset, 1)[0] ?? 0;
}
