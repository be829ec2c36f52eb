/** What can be done with an open file, as coroutines. */
export { changePlace } from "./change-place.js";
export { readAt, readHere } from "./read-bytes.js";
export { readIntoAt, readIntoHere } from "./read-into-buffers.js";
export { lineAtHand, readLine } from "./read-line.js";
export { statFile } from "./stat-file.js";
export { truncateFile } from "./truncate-file.js";
export { writeAt, writeHere } from "./write-bytes.js";
