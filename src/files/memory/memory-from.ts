/** The rest of a piece of memory, for what a short read or write has left. */
import type { FileMemory } from "../backends/index.js";
import { PooledMemory } from "./pooled-memory.js";

/**
 * Memory from some way on.
 *
 * @param memory the memory.
 * @param offset how far from its beginning.
 * @returns the rest of it; itself where that is all.
 */
export function memoryFrom(memory: FileMemory, offset: number): FileMemory {
	return offset === 0 ? memory : new PooledMemory(memory.bytes.subarray(offset));
}
