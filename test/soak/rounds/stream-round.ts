/** Streams over TCP, Unix sockets, and TLS now and then: readers of every kind, servers that are closed or aborted. */
import {
	type InetAddress,
	openConnection,
	openUnixConnection,
	type StreamReader,
	type StreamWriter,
	startServer,
	startUnixServer,
} from "../../../src/index.js";
import { pause } from "../attempt.js";
import type { Round } from "../soak.js";
import { readAll, type Way, writeAll } from "./stream-ways.js";
import { tolerate } from "./tolerated.js";

/** One connection with a server of its own. */
export async function streamRound(round: Round): Promise<void> {
	const { random, soak, loop } = round;
	const { identity } = soak.options;
	const isUnix = random.chance(0.4);
	const isTls = identity !== undefined && random.chance(0.12);
	round.begin(`server: ${isUnix ? "Unix" : "TCP"}${isTls ? ", TLS" : ""}`);
	const [toServer, toClient] = [soak.newId(), soak.newId()];
	const ways: [Way, Way] = [
		{ sent: 0, received: -1 },
		{ sent: 0, received: -1 },
	];
	let broken = false;
	const both = async (
		reader: StreamReader,
		writer: StreamWriter,
		[readId, reading]: [number, Way],
		[writeId, writing]: [number, Way],
	): Promise<void> => {
		try {
			await Promise.all([
				tolerate(() => broken, readAll(round, reader, readId, reading)),
				tolerate(() => broken, writeAll(round, writer, writeId, writing)).then(() => {
					// With TLS there is no half of a connection: the one side ends it when the other has read all.
				}),
			]);
		} finally {
			writer.close();
			await tolerate(() => broken, writer.waitClosed() as unknown as Promise<void>);
		}
	};
	const served = loop.createFuture<void>();
	const serve = async (reader: StreamReader, writer: StreamWriter): Promise<void> => {
		try {
			if (isTls) await oneWay(round, reader, writer, [toServer, ways[0]], [toClient, ways[1]]);
			else await both(reader, writer, [toServer, ways[0]], [toClient, ways[1]]);
			served.setResult();
		} catch (error) {
			served.setException(error as Error);
		}
	};
	const ssl = isTls ? { ssl: { cert: identity.cert, key: identity.key } } : {};
	const trust = isTls ? { ssl: { rejectUnauthorized: false } } : {};
	const path = soak.newPath();
	const server = isUnix
		? await startUnixServer(serve, path, { ...ssl, loop })
		: await startServer(serve, "127.0.0.1", 0, { ...ssl, loop });
	const [, port] = isUnix ? [] : (server.sockets[0]?.getsockname<InetAddress>() ?? []);
	const client = isUnix
		? await openUnixConnection(path, { ...trust, ...(isTls ? { serverHostname: "localhost" } : {}), loop })
		: await openConnection("127.0.0.1", port, { ...trust, loop });
	const [reader, writer] = client;
	const talking = isTls
		? otherWay(round, reader, writer, [toClient, ways[1]], [toServer, ways[0]])
		: both(reader, writer, [toClient, ways[1]], [toServer, ways[0]]);
	if (random.chance(0.2) && !isTls) {
		for (let i = random.between(1, 20); i > 0; i -= 1) await pause(random);
		broken = true;
		const how = random.pick(["abort", "closeClients", "abortClients", "close"] as const);
		round.begin(`stream: ${how}`);
		if (how === "abort") writer.transport.abort();
		else if (how === "close") writer.close();
		else server[how]();
	}
	await talking;
	await served;
	server.close();
	await server.waitClosed();
	for (const [i, { sent, received }] of ways.entries()) {
		round.expect(
			broken ? received <= sent : received === sent,
			() => `way ${i}: ${sent} bytes were sent, ${received} came`,
		);
	}
}

/** TLS: the server says everything, then closes; the client hears it. */
async function oneWay(
	round: Round,
	_reader: StreamReader,
	writer: StreamWriter,
	[, reading]: [number, Way],
	[writeId, writing]: [number, Way],
): Promise<void> {
	reading.received = 0;
	await writeAll(round, writer, writeId, writing);
	await writer.drain();
	writer.close();
	await writer.waitClosed();
}

async function otherWay(
	round: Round,
	reader: StreamReader,
	writer: StreamWriter,
	[readId, reading]: [number, Way],
	_writing: [number, Way],
): Promise<void> {
	await readAll(round, reader, readId, reading);
	writer.close();
	await writer.waitClosed();
}
