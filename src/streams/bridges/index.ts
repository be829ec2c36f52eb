/** Between our streams and those of Node and the web. */
export { fromDuplex } from "./from-duplex.js";
export { type ToDuplexOptions, toDuplex } from "./to-duplex.js";
export { toWeb, type WebStreams } from "./to-web.js";
