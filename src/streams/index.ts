/** Streams; `evloop/streams` is in `entries/`, beside the loop that they need. */
export { DEVNULL, PIPE, STDOUT } from "../transports/index.js";
export {
	type FdDuplex,
	type FdDuplexOptions,
	fromDuplex,
	type ToDuplexOptions,
	toDuplex,
	toFdDuplex,
	toWeb,
	type WebStreams,
} from "./bridges/index.js";
export type { ReadLimitOptions } from "./limits.js";
export { type OpenConnectionOptions, openConnection } from "./open-connection.js";
export type { Streams } from "./open-streams.js";
export { type OpenUnixConnectionOptions, openUnixConnection } from "./open-unix-connection.js";
export {
	type CreateSubprocessExecOptions,
	type CreateSubprocessShellOptions,
	createSubprocessExec,
	createSubprocessShell,
	Process,
	type ProcessLoop,
	type ProcessOf,
	type ProcessOutput,
	type ProcessStreamOptions,
} from "./processes/index.js";
export { type StartServerOptions, startServer } from "./start-server.js";
export { type StartUnixServerOptions, startUnixServer } from "./start-unix-server.js";
export type { StreamCallback } from "./stream-callback.js";
export type { StreamLoop, StreamOptions } from "./stream-loop.js";
export { type ChunkOptions, StreamReader, type StreamReaderOptions } from "./stream-reader.js";
export { StreamReaderProtocol } from "./stream-reader-protocol.js";
export { type StreamTlsOptions, StreamWriter } from "./stream-writer.js";
