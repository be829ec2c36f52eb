/** Both ends of connections, as streams. */
import type { ExecutionContext } from "ava";
import { Future } from "../../../src/futures/index.js";
import { type InetAddress, socketpair } from "../../../src/sockets/index.js";
import {
	openConnection,
	openUnixConnection,
	type StreamReaderOptions,
	type Streams,
	startServer,
} from "../../../src/streams/index.js";
import type { Server } from "../../../src/transports/index.js";

/** Has both halves ended when the test is over. */
function kept(t: ExecutionContext, streams: Streams): Streams {
	t.teardown(() => streams[1].transport.abort());
	return streams;
}

/** Two ends of a Unix connection. */
export async function unixPair(
	t: ExecutionContext,
	options: StreamReaderOptions = {},
): Promise<[Streams, Streams]> {
	const { limit } = options;
	const [a, b] = socketpair();
	return [
		kept(t, await openUnixConnection(undefined, { sock: a, limit })),
		kept(t, await openUnixConnection(undefined, { sock: b, limit })),
	];
}

/** A port of a server. */
export function portOf(server: Server): number {
	const [, port] = server.sockets[0]?.getsockname<InetAddress>() ?? [];
	if (port === undefined) throw new Error("the server listens nowhere");
	return port;
}

/** A server of the test's own on loopback; closed with its connections at the end. */
export async function serve(
	t: ExecutionContext,
	callback: Parameters<typeof startServer>[0],
	options: Parameters<typeof startServer>[3] = {},
): Promise<Server> {
	const server = await startServer(callback, "127.0.0.1", 0, options);
	t.teardown(() => {
		server.close();
		server.abortClients();
	});
	return server;
}

/** The two ends of a TCP connection: the client's, and the server's. */
export async function tcpPair(t: ExecutionContext): Promise<[client: Streams, server: Streams]> {
	const accepted = new Future<Streams>();
	const server = await serve(t, (reader, writer) => accepted.setResult([reader, writer]));
	const client = kept(t, await openConnection("127.0.0.1", portOf(server)));
	return [client, kept(t, await accepted)];
}
