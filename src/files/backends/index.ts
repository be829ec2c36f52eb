/** What stands between a file and the kernel. */
export type { FileBackend, FileBackendName, FilePlace } from "./file-backend.js";
export type { FileMemory } from "./file-memory.js";
export { FileOperation, type FileOperationOwner } from "./file-operation.js";
