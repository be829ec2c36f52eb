/** `startServer`: a TCP server whose connections are streams. */
import type { Future } from "../futures/index.js";
import type { LoopServerOptions, Server, ServerHost } from "../transports/index.js";
import type { StreamCallback } from "./stream-callback.js";
import { streamFactory } from "./stream-factory.js";
import { type StreamOptions, streamLoop } from "./stream-loop.js";

/** How {@link startServer} serves. */
export interface StartServerOptions extends LoopServerOptions, StreamOptions {}

/**
 * Starts a TCP server.
 *
 * It is `loop.createServer` with streams, and takes the same options. The callback is to close its writer:
 * nobody else knows when it is done with it.
 *
 * @param callback called with the reader and the writer of each connection; a coroutine function runs as a task. What it
 *   throws goes to the exception handler, and closes the connection.
 * @param host where to listen: a name or an address, several of them, or null, `""` or nothing for all addresses of this
 *   machine.
 * @param port the port, the name of a service, or 0 for any that is free.
 * @param options the readers' limit, how to listen, TLS settings, a signal.
 * @returns a future of the server.
 * @throws TypeError, RangeError or ValueError where an argument is of another kind or means nothing.
 * @throws ValueError where `ssl` has neither a certificate with its key nor what finds one, Node's errors where they are no
 *   such things: nothing listens then.
 * @throws Through the future: gaierror if a host cannot be resolved; OSError if an address is taken (EADDRINUSE),
 *   forbidden (EACCES), or none of them is this machine's (EADDRNOTAVAIL).
 * @example
 * ```ts
 * import { type InetAddress, openConnection, type StreamReader, type StreamWriter, startServer } from "evloop";
 *
 * async function echo(reader: StreamReader, writer: StreamWriter): Promise<void> {
 * 	for await (const chunk of reader.chunks()) {
 * 		writer.write(chunk);
 * 		await writer.drain();
 * 	}
 * 	writer.close();
 * }
 *
 * await using server = await startServer(echo, "127.0.0.1", 0);
 * const [, port] = server.sockets[0]?.getsockname<InetAddress>() ?? [];
 * const [reader, writer] = await openConnection("127.0.0.1", port);
 * writer.write("hello");
 * writer.writeEof();
 * console.log(String(await reader.read())); // hello
 * writer.close();
 * ```
 * @see https://docs.python.org/3/library/asyncio-stream.html#asyncio.start_server
 */
export function startServer(
	callback: StreamCallback,
	host?: ServerHost,
	port?: number | string | null,
	options: StartServerOptions = {},
): Future<Server> {
	const loop = streamLoop(options, "startServer");
	return loop.createServer(streamFactory("startServer", loop, callback, options), host, port, options);
}
