/** What is refused before the first system call. */
export { checkBuffers, checkPieces } from "./check-buffers.js";
export { checkPlace } from "./check-place.js";
export { checkSeek } from "./check-seek.js";
export { filePath } from "./file-path.js";
export { openFlags } from "./open-flags.js";
