/** The caller's memory, where nobody can take it away. */
import type { FileMemory } from "../backends/index.js";
import { PooledMemory } from "./pooled-memory.js";

/**
 * Memory that a backend may be given as it is: that of a SharedArrayBuffer, which is neither transferred nor made smaller.
 *
 * @param bytes the caller's bytes.
 * @param alignment what the address must be a multiple of.
 * @returns the memory; `undefined` where it is of another kind and must be copied.
 */
export function steadyMemory(bytes: Uint8Array, alignment: number): FileMemory | undefined {
	const { buffer, byteOffset, byteLength } = bytes;
	if (!(buffer instanceof SharedArrayBuffer)) return undefined;
	const memory = new PooledMemory(Buffer.from(buffer, byteOffset, byteLength));
	return alignment > 1 && memory.address % alignment !== 0 ? undefined : memory;
}
