/**
 * Streams: connections that are read and written with `await`.
 *
 * @module
 */
export type { ReadLimitOptions } from "./limits.js";
export type { StreamCallback } from "./stream-callback.js";
export { type ChunkOptions, StreamReader, type StreamReaderOptions } from "./stream-reader.js";
export { StreamReaderProtocol } from "./stream-reader-protocol.js";
export { StreamWriter } from "./stream-writer.js";
