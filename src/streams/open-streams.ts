/** Makes a connection and its streams. */
import { type Coroutine, type Future, Operation } from "../futures/index.js";
import type { Transport } from "../transports/index.js";
import type { StreamLoop, StreamOptions } from "./stream-loop.js";
import { streamLoop } from "./stream-loop.js";
import { StreamReader } from "./stream-reader.js";
import { StreamReaderProtocol } from "./stream-reader-protocol.js";
import { StreamWriter } from "./stream-writer.js";

/** The two halves of a connection. */
export type Streams = [reader: StreamReader, writer: StreamWriter];

/** A connection that is being made. */
type Connecting = Future<[transport: Transport, protocol: StreamReaderProtocol]>;

/**
 * Makes a connection and its streams.
 *
 * @param action what for, such as `"openConnection"`.
 * @param options the reader's limit, and the loop.
 * @param connect begins to connect, with a factory of the protocol.
 * @returns a future of the streams; cancelling it ends the connecting, and the connection.
 * @throws TypeError if the options are no object.
 */
export function openStreams(
	action: string,
	options: StreamOptions,
	connect: (loop: StreamLoop, factory: () => StreamReaderProtocol) => Connecting,
): Future<Streams> {
	const loop = streamLoop(options, action);
	const reader = new StreamReader({ limit: options.limit, loop });
	const protocol = new StreamReaderProtocol(reader, undefined, { loop });
	const connecting = connect(loop, () => protocol);
	return new Operation(loop.scheduler, open(loop, reader, connecting));
}

function* open(loop: StreamLoop, reader: StreamReader, connecting: Connecting): Coroutine<Streams> {
	try {
		yield connecting;
	} catch (error) {
		abandon(connecting);
		throw error;
	}
	const [transport, protocol] = connecting.result();
	return [reader, new StreamWriter(transport, protocol, reader, loop)];
}

/** Nobody will have the connection: it is closed, also where it stands already. */
function abandon(connecting: Connecting): void {
	if (connecting.cancel() || connecting.cancelled() || connecting.exception() !== undefined) return;
	const [transport] = connecting.result();
	transport.abort();
}
