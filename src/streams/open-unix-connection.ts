/** `openUnixConnection`: a connection to a Unix socket, and its streams. */
import type { Future } from "../futures/index.js";
import type { UnixAddress } from "../sockets/index.js";
import type { UnixConnectionOptions } from "../transports/index.js";
import { openStreams, type Streams } from "./open-streams.js";
import type { StreamOptions } from "./stream-loop.js";

/** How {@link openUnixConnection} connects. */
export interface OpenUnixConnectionOptions extends UnixConnectionOptions, StreamOptions {}

/**
 * Connects to a Unix socket.
 *
 * It is `loop.createUnixConnection` with streams, and takes the same options: with a `sock` any connected
 * stream socket gets streams.
 *
 * @param path the path, or a Buffer that begins with 0 for a Linux abstract name.
 * @param options the reader's limit, a socket instead of the path, TLS settings, a signal.
 * @returns a future of what reads and what writes.
 * @throws TypeError, RangeError or ValueError where an argument is of another kind or means nothing.
 * @throws Through the future: OSError if nobody listens there; Node's error if the TLS handshake fails.
 * @example
 * ```ts
 * import { openUnixConnection, socketpair } from "evloop";
 *
 * const [here, there] = socketpair();
 * const [reader, writer] = await openUnixConnection(undefined, { sock: here });
 * there.send("hello");
 * console.log(String(await reader.readexactly(5))); // hello
 * writer.close();
 * there.close();
 * ```
 * @see https://docs.python.org/3/library/asyncio-stream.html#asyncio.open_unix_connection
 */
export function openUnixConnection(
	path?: UnixAddress,
	options: OpenUnixConnectionOptions = {},
): Future<Streams> {
	return openStreams("openUnixConnection", options, (loop, factory) =>
		loop.createUnixConnection(factory, path, options),
	);
}
