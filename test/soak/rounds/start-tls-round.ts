/** A connection that begins in plain text and goes on with TLS; the handshake is taken back now and then. */
import {
	type InetAddress,
	openConnection,
	type StreamReader,
	type StreamWriter,
	startServer,
} from "../../../src/index.js";
import { attempt } from "../attempt.js";
import { content, contentFault } from "../content.js";
import type { Round } from "../soak.js";
import { readAll, type Way, writeAll } from "./stream-ways.js";
import { tolerate } from "./tolerated.js";

const often = 0.1;

/** The round. */
export async function startTlsRound(round: Round): Promise<void> {
	const { random, soak, loop } = round;
	const { identity } = soak.options;
	if (identity === undefined) return;
	const [question, answer] = [soak.newId(), soak.newId()];
	const way: Way = { sent: 0, received: -1 };
	const before = random.length(1000);
	const behind = random.length(100_000);
	let broken = false;

	const secure = async (writer: StreamWriter, isServer: boolean): Promise<boolean> => {
		const { cert, key } = identity;
		const result = await attempt(
			round,
			`startTls ${isServer ? "(server)" : "(client)"}`,
			(options) =>
				isServer
					? writer.startTls({ cert, key }, options)
					: writer.startTls({ rejectUnauthorized: false }, { ...options, serverHostname: "localhost" }),
			often,
		);
		if (result === undefined) {
			broken = true;
			writer.close();
		}
		return result !== undefined;
	};
	const end = async (writer: StreamWriter): Promise<void> => {
		writer.close();
		await tolerate(() => broken, writer.waitClosed() as unknown as Promise<void>);
	};

	const ask = async (reader: StreamReader, writer: StreamWriter): Promise<void> => {
		writer.write(content(question, 0, before));
		await tolerate(
			() => broken,
			(async () => {
				if (!(await secure(writer, false))) return;
				for (let at = 0; at < behind; ) {
					const size = Math.min(random.length(behind), behind - at);
					writer.write(content(question, before + at, size));
					at += size;
					await writer.drain();
				}
				await readAll(round, reader, answer, way);
			})(),
		);
		await end(writer);
	};
	const reply = async (reader: StreamReader, writer: StreamWriter): Promise<void> => {
		await tolerate(
			() => broken,
			(async () => {
				round.check(contentFault(await reader.readexactly(before), question, 0, "in plain text"));
				if (!(await secure(writer, true))) return;
				const data = await reader.readexactly(behind);
				round.check(contentFault(data, question, before, "encrypted"));
				await writeAll(round, writer, answer, way);
			})(),
		);
		await end(writer);
	};

	const served = loop.createFuture<void>();
	const server = await startServer(
		(reader, writer) =>
			void reply(reader, writer).then(
				() => served.setResult(),
				(error) => served.setException(error),
			),
		"127.0.0.1",
		0,
		{ loop },
	);
	const [, port] = server.sockets[0]?.getsockname<InetAddress>() ?? [];
	const [reader, writer] = await openConnection("127.0.0.1", port, { loop });
	await ask(reader, writer);
	await served;
	server.close();
	await server.waitClosed();
	round.expect(
		broken || way.received === way.sent,
		() => `${way.sent} bytes were sent over TLS, ${way.received} came`,
	);
}
