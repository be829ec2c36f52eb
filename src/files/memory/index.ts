/** The memory that files are read into and written from. */
export { alignedBuffer } from "./aligned-buffer.js";
export { FileMemoryPool } from "./file-memory-pool.js";
export { memoryFrom } from "./memory-from.js";
export { PooledMemory } from "./pooled-memory.js";
export { steadyMemory } from "./steady-memory.js";
