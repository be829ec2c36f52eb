/**
 * The operations that the kernel has, of all engines of this thread: held here, since it writes to their memory whether or
 * not anybody still has the loop that they belong to.
 */
import type { FileOperation } from "./file-operation.js";

/** The operations. */
export const inFlight: Set<FileOperation> = new Set();
