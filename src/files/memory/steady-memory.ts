/** The caller's memory, where nobody can take it away. */
import { byteLength } from "../../sockets/internals.js";
import type { FileMemory } from "../backends/index.js";
import { PooledMemory } from "./pooled-memory.js";

/** Buffers that were used before most often are used again; their memory is where it was. */
const known = new WeakMap<Uint8Array, PooledMemory>();

/**
 * Memory that a backend may be given as it is: that of a SharedArrayBuffer, which is neither transferred nor made smaller.
 *
 * @param bytes the caller's bytes.
 * @param alignment what the address must be a multiple of.
 * @returns the memory; `undefined` where it is of another kind and must be copied.
 */
export function steadyMemory(bytes: Uint8Array, alignment: number): FileMemory | undefined {
	let memory = known.get(bytes);
	// A view of one that grows may have grown.
	if (memory === undefined || memory.size !== byteLength(bytes)) {
		const { buffer, byteOffset } = bytes;
		if (!(buffer instanceof SharedArrayBuffer)) return undefined;
		memory = new PooledMemory(Buffer.from(buffer, byteOffset, byteLength(bytes)));
		known.set(bytes, memory);
	}
	return alignment > 1 && memory.address % alignment !== 0 ? undefined : memory;
}
