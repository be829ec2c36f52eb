/** Between our streams and those of Node and the web. */
export type { FdDuplex } from "./fd-duplex.js";
export { fromDuplex } from "./from-duplex.js";
export { type ToDuplexOptions, toDuplex } from "./to-duplex.js";
export { type FdDuplexOptions, toFdDuplex } from "./to-fd-duplex.js";
export { toWeb, type WebStreams } from "./to-web.js";
