/** What stands between a file and the kernel. */
export { BellWatch } from "./bell-watch.js";
export { cancelAll } from "./cancel-all.js";
export { checkOpen } from "./check-open.js";
export type { FileBackend, FileBackendName, FilePlace } from "./file-backend.js";
export type { FileMemory } from "./file-memory.js";
export { type FileListener, FileOperation, type FileOperationOwner } from "./file-operation.js";
export { inFlight } from "./in-flight.js";
