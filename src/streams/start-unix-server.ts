/** `startUnixServer`: a Unix server whose connections are streams. */
import type { Future } from "../futures/index.js";
import type { UnixAddress } from "../sockets/index.js";
import type { Server, UnixServerOptions } from "../transports/index.js";
import type { StreamCallback } from "./stream-callback.js";
import { streamFactory } from "./stream-factory.js";
import { type StreamOptions, streamLoop } from "./stream-loop.js";

/** How {@link startUnixServer} serves. */
export interface StartUnixServerOptions extends UnixServerOptions, StreamOptions {}

/**
 * Starts a server at a Unix socket.
 *
 * It is `loop.createUnixServer` with streams, and takes the same options. The callback is to close its
 * writer: nobody else knows when it is done with it.
 *
 * @param callback called with the reader and the writer of each connection; a coroutine function runs as a task. What it
 *   throws goes to the exception handler, and closes the connection.
 * @param path where to listen; a Buffer that begins with 0 is a Linux abstract name.
 * @param options the readers' limit, a socket instead of the path, how to listen, TLS settings, a signal.
 * @returns a future of the server.
 * @throws TypeError, RangeError or ValueError where an argument is of another kind or means nothing.
 * @throws ValueError where `ssl` has neither a certificate with its key nor what finds one, Node's errors where they are no
 *   such things: nothing listens then.
 * @throws Through the future: OSError if somebody listens there (EADDRINUSE), or the path cannot be made.
 * @example
 * ```ts
 * import { openUnixConnection, startUnixServer } from "evloop";
 *
 * const name = Buffer.from(`\0evloop-streams-${process.pid}`);
 * await using server = await startUnixServer(async (reader, writer) => {
 * 	writer.write(`hello, ${await reader.readline()}`);
 * 	writer.close();
 * }, name);
 * console.log(server.isServing()); // true
 * const [reader, writer] = await openUnixConnection(name);
 * writer.write("world\n");
 * console.log(String(await reader.read()).trim()); // hello, world
 * writer.close();
 * ```
 * @see https://docs.python.org/3/library/asyncio-stream.html#asyncio.start_unix_server
 */
export function startUnixServer(
	callback: StreamCallback,
	path?: UnixAddress,
	options: StartUnixServerOptions = {},
): Future<Server> {
	const loop = streamLoop(options, "startUnixServer");
	return loop.createUnixServer(streamFactory("startUnixServer", loop, callback, options), path, options);
}
