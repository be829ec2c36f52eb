/** Files that are read and written without blocking the loop. */
export { AsyncFile } from "./async-file.js";
export type { FileBackendName } from "./backends/index.js";
export { alignedBuffer } from "./memory/index.js";
export { open } from "./open.js";
export type { OpenOptions } from "./open-options.js";
export { SEEK_CUR, SEEK_END, SEEK_SET } from "./seek-constants.js";
