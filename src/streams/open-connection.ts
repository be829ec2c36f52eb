/** `openConnection`: a TCP connection and its streams. */
import type { Future } from "../futures/index.js";
import type { LoopConnectionOptions } from "../transports/index.js";
import { openStreams, type Streams } from "./open-streams.js";
import type { StreamOptions } from "./stream-loop.js";

/** How {@link openConnection} connects. */
export interface OpenConnectionOptions extends LoopConnectionOptions, StreamOptions {}

/**
 * Connects to a TCP server.
 *
 * It is `loop.createConnection` with streams, and takes the same options.
 *
 * @param host the server's name or address; null or absent for this machine.
 * @param port its port, or the name of its service.
 * @param options the reader's limit, how to connect, TLS settings, a signal.
 * @returns a future of what reads and what writes.
 * @throws TypeError, RangeError or ValueError where an argument is of another kind or means nothing.
 * @throws Through the future: gaierror if the host cannot be resolved; OSError if the one address does not answer, an
 *   AggregateError of all attempts' errors if several do not; Node's error if the TLS handshake fails.
 * @example
 * ```ts
 * import { type InetAddress, openConnection, startServer } from "evloop";
 *
 * await using server = await startServer(
 * 	async (_, writer) => {
 * 		writer.write("welcome\n");
 * 		writer.close();
 * 	},
 * 	"127.0.0.1",
 * 	0,
 * );
 * const [, port] = server.sockets[0]?.getsockname<InetAddress>() ?? [];
 * const [reader, writer] = await openConnection("127.0.0.1", port);
 * console.log(String(await reader.read()).trim()); // welcome
 * writer.close();
 * await writer.waitClosed();
 * ```
 * @see https://docs.python.org/3/library/asyncio-stream.html#asyncio.open_connection
 */
export function openConnection(
	host?: string | null,
	port?: number | string | null,
	options: OpenConnectionOptions = {},
): Future<Streams> {
	return openStreams("openConnection", options, (loop, factory) =>
		loop.createConnection(factory, host, port, options),
	);
}
