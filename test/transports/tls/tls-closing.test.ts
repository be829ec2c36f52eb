/** How TLS is closed: in the time that it has, and with all that was written. */
import { setTimeout } from "node:timers/promises";
import test, { type ExecutionContext } from "ava";
import type { EventLoop, Transport } from "../../../src/loop/index.js";
import type { InetAddress } from "../../../src/sockets/index.js";
import {
	openConnection,
	type StreamReader,
	type StreamWriter,
	startServer,
} from "../../../src/streams/index.js";
import { becomesIdle } from "../../helpers/becomes-idle.js";
import { newLoop } from "../../helpers/new-loop.js";
import { turns } from "../../helpers/turns.js";
import { Keeper } from "../helpers/keeper.js";
import { reportsOf } from "../helpers/reports.js";
import { certificates } from "./helpers/certificates.js";
import { tlsClient, tlsServer } from "./helpers/tls-pair.js";

const timedOut = "TLS shutdown is taking longer than 50 ms: aborting the connection";

/** Hands on what goes through it, until it is told to swallow what comes from the clients: their ends, too. */
async function relay(t: ExecutionContext, loop: EventLoop, port: number) {
	const state = { swallows: false };
	const pump = async (reader: StreamReader, writer: StreamWriter, isClients: boolean): Promise<void> => {
		for await (const chunk of reader.chunks()) if (!(isClients && state.swallows)) writer.write(chunk);
		if (!(isClients && state.swallows)) writer.close();
	};
	const server = await startServer(
		async (reader, writer) => {
			const [answers, onwards] = await openConnection("127.0.0.1", port, { loop });
			await Promise.allSettled([pump(reader, onwards, true), pump(answers, writer, false)]);
		},
		"127.0.0.1",
		0,
		{ loop },
	);
	t.teardown(() => {
		server.close();
		server.abortClients();
	});
	return { state, port: server.sockets[0]?.getsockname<InetAddress>()[1] ?? 0 };
}

test("TLS: a shutdown that the peer does not answer ends with a TimeoutError", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const reports = reportsOf(loop);
	const { port, connection } = await tlsServer(t, loop, files.server, { sslShutdownTimeout: 50 });
	const between = await relay(t, loop, port);
	await tlsClient(t, loop, between.port, { ca: files.ca });
	const peer = await connection(0);
	between.state.swallows = true;
	peer.transport.close();
	await peer.hears("lost");
	t.like(peer.lost, { name: "TimeoutError", code: "ETIMEDOUT", message: timedOut });
	t.deepEqual(reports, []);
});

test("TLS: whoever has paused reading hears of the end when it goes on, and answers it then", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const { port, connection } = await tlsServer(t, loop, files.server);
	for (const [index, words] of ["the last words", ""].entries()) {
		const [transport, protocol] = await tlsClient(t, loop, port, { ca: files.ca });
		const peer = await connection(index);
		peer.transport.pauseReading();
		transport.write(words);
		transport.close();
		for (let i = 0; i < 20; i += 1) await setTimeout(1);
		t.deepEqual([peer.calls, protocol.calls], [["made"], ["made"]]);
		peer.transport.resumeReading();
		await peer.hears("lost");
		await protocol.hears("lost");
		t.deepEqual([peer.text, peer.calls.includes("eof")], [words, true]);
		t.deepEqual([peer.lost, protocol.lost], [undefined, undefined]);
	}
});

test("TLS: sslShutdownTimeout is the time of close(), also while bytes wait for a peer that reads no more", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const reports = reportsOf(loop);
	const { port, server, connection } = await tlsServer(t, loop, files.server, { sslShutdownTimeout: 50 });
	const [silent] = await tlsClient(t, loop, port, { ca: files.ca });
	const peer = await connection(0);
	const { transport } = peer;
	silent.pauseReading();
	const begin = performance.now();
	transport.write(Buffer.alloc(20_000_000));
	transport.close();
	t.true(transport.getWriteBufferSize() > 0);
	await peer.hears("lost");
	t.like(peer.lost, { name: "TimeoutError", message: timedOut });
	t.true(performance.now() - begin >= 45);
	silent.abort();
	server.close();
	await server.waitClosed();
	await becomesIdle(loop, 0);
	t.deepEqual(reports, []);
});

test("TLS: a peer that reads in time gets everything, and the connection ends in good order", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const { port, connection } = await tlsServer(t, loop, files.server, { sslShutdownTimeout: 10_000 });
	const [slow, protocol] = await tlsClient(t, loop, port, { ca: files.ca });
	const peer = await connection(0);
	slow.pauseReading();
	peer.transport.write(Buffer.alloc(20_000_000));
	peer.transport.close();
	await turns(20);
	t.true(peer.transport.getWriteBufferSize() > 0);
	slow.resumeReading();
	await peer.hears("lost");
	await protocol.hears("lost");
	t.is(protocol.size, 20_000_000);
	t.is(peer.lost, undefined);
});

test("writelines: all pieces of a call go, or none, whatever pauseWriting() does", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const reports = reportsOf(loop);
	const pieces = [1, 2, 3].map((value) => Buffer.alloc(100_000, value));
	class Hasty extends Keeper {
		readonly #act: (transport: Transport) => void;
		constructor(act: (transport: Transport) => void) {
			super();
			this.#act = act;
		}
		override connectionMade(transport: Transport): void {
			super.connectionMade(transport);
			transport.writelines(pieces);
			transport.close();
		}
		override pauseWriting(): void {
			super.pauseWriting();
			this.#act(this.transport);
		}
	}
	const acts = [(transport: Transport) => transport.close(), (transport: Transport) => transport.writeEof()];
	for (const act of acts) {
		const server = await loop.createServer(() => new Hasty(act), "127.0.0.1", 0, { ssl: files.server });
		const [, port = 0] = server.sockets[0]?.getsockname<InetAddress>() ?? [];
		const [, protocol] = await tlsClient(t, loop, port, { ca: files.ca });
		await protocol.hears("lost");
		t.is(protocol.size, 300_000);
		t.true(Buffer.concat(protocol.pieces).equals(Buffer.concat(pieces)));
		server.close();
		await server.waitClosed();
	}
	t.deepEqual(reports, []);
});
