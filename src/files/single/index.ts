/** Reads at a position that one request does: the shortest way there is. */
export { Pread } from "./pread.js";
export { ReadIntoBuffer } from "./read-into-buffer.js";
