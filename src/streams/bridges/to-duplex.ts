/** `toDuplex`: streams of ours for libraries of Node's. */
import type { Duplex } from "node:stream";
import { checkOptions } from "../../internal/index.js";
import type { StreamReader } from "../stream-reader.js";
import type { StreamWriter } from "../stream-writer.js";
import { checkStreams } from "./check-streams.js";
import { StreamDuplex } from "./stream-duplex.js";

/** How {@link toDuplex} behaves. */
export interface ToDuplexOptions {
	/**
	 * Whether writing goes on when the peer has ended; true by default, as of every Duplex. A client's socket of `node:net`
	 * has false: give that to libraries which wait for its `close`, as clients of databases do.
	 */
	readonly allowHalfOpen?: boolean | undefined;
}

/**
 * Makes a Node Duplex of a reader and a writer, which are the Duplex's own from here on.
 *
 * `node:http`, `node:tls`, and libraries that take a stream run on it: HTTP over a Unix socket with an abstract name, a
 * database over whatever loop you have. It waits for a slow reader and holds a fast writer back; `end()` ends this side's
 * direction, `destroy()` the connection.
 *
 * @param reader what is read from.
 * @param writer what is written to; the reader's, or another one: a child's standard input beside its output.
 * @param options whether it may be half open.
 * @returns the stream. It also has what libraries ask of a socket: `remoteAddress`, `setNoDelay` and so on.
 * @throws TypeError if they are no StreamReader and StreamWriter, or the options are no object.
 * @example
 * ```ts
 * import { once } from "node:events";
 * import { createServer, get, type IncomingMessage } from "node:http";
 * import { openUnixConnection, startUnixServer, toDuplex } from "evloop";
 *
 * const http = createServer((_, response) => response.end("hello"));
 * const name = Buffer.from(`\0evloop-example-${process.pid}`);
 * await using server = await startUnixServer((reader, writer) => {
 * 	http.emit("connection", toDuplex(reader, writer));
 * }, name);
 *
 * const connection = toDuplex(...(await openUnixConnection(name)));
 * const request = get({ createConnection: () => connection });
 * const [response] = (await once(request, "response")) as [IncomingMessage];
 * console.log(response.statusCode, (await response.toArray()).join("")); // 200 hello
 * connection.destroy();
 * server.closeClients();
 * ```
 * @see https://nodejs.org/api/stream.html#class-streamduplex
 */
export function toDuplex(reader: StreamReader, writer: StreamWriter, options: ToDuplexOptions = {}): Duplex {
	checkStreams(reader, writer, "toDuplex");
	checkOptions(options, "toDuplex");
	return new StreamDuplex(reader, writer, options.allowHalfOpen ?? true);
}
