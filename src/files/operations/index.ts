/** What can be done with an open file, as coroutines. */
export { beginPread } from "./begin-pread.js";
export { beginReadInto } from "./begin-read-into.js";
export { beginSync } from "./begin-sync.js";
export { beginWrite } from "./begin-write.js";
export { changePlace } from "./change-place.js";
export { readHere } from "./read-bytes.js";
export { lineAtHand, readLine } from "./read-line.js";
export { statFile } from "./stat-file.js";
export { truncateFile } from "./truncate-file.js";
