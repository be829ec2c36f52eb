/** Streams over TCP, Unix sockets, and TLS now and then: readers of every kind, servers that are closed or aborted. */
import {
	IncompleteReadError,
	type InetAddress,
	openConnection,
	openUnixConnection,
	type StreamReader,
	type StreamWriter,
	startServer,
	startUnixServer,
} from "../../../src/index.js";
import { attempt, pause } from "../attempt.js";
import { content, contentFault } from "../content.js";
import type { Round } from "../soak.js";
import { tolerate } from "./tolerated.js";

interface Way {
	/** How much was handed to the writer. */
	sent: number;
	/** How much was read; negative while it is not over. */
	received: number;
}

async function read(round: Round, reader: StreamReader, id: number, way: Way): Promise<void> {
	const { random } = round;
	let received = 0;
	for (;;) {
		const kind = random.pick(["read", "readexactly", "readuntil", "readline"] as const);
		const size = random.length(100_000);
		const result = await attempt(round, kind, (options) => {
			if (kind === "read") return reader.read(size, options);
			if (kind === "readexactly") return reader.readexactly(size, options);
			if (kind === "readline") return reader.readline({ ...options, limit: 2 ** 20 });
			return reader.readuntil(Buffer.of(size & 0xff), { ...options, limit: 2 ** 20 });
		}).catch((error) => {
			if (!(error instanceof IncompleteReadError)) throw error;
			return { value: error.partial };
		});
		if (result === undefined) continue;
		const { value } = result;
		round.check(contentFault(value, id, received, "stream"));
		received += value.length;
		const last = kind === "readline" ? 10 : size & 0xff;
		if (kind === "readuntil" || kind === "readline") {
			const found = value.indexOf(last);
			round.expect(found < 0 || found === value.length - 1, () => `${kind}: ${found} of ${value.length}`);
		}
		if (value.length === 0 && reader.atEof()) break;
		if (random.chance(0.1)) await pause(random);
	}
	way.received = received;
}

async function write(round: Round, writer: StreamWriter, id: number, way: Way): Promise<void> {
	const { random } = round;
	const total = random.length(500_000);
	while (way.sent < total && !writer.isClosing()) {
		const size = random.length(60_000);
		const bytes = content(id, way.sent, size);
		way.sent += size;
		if (random.chance(0.8)) writer.write(bytes);
		else writer.writelines([bytes.subarray(0, size >> 1), bytes.subarray(size >> 1)]);
		bytes.fill(0);
		if (random.chance(0.7)) await attempt(round, "drain", (options) => writer.drain(options));
	}
	if (writer.canWriteEof()) writer.writeEof();
}

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
				tolerate(() => broken, read(round, reader, readId, reading)),
				tolerate(() => broken, write(round, writer, writeId, writing)).then(() => {
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
	await write(round, writer, writeId, writing);
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
	await read(round, reader, readId, reading);
	writer.close();
	await writer.waitClosed();
}
