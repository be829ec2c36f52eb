/** TLS between a server and clients of ours. */
import { createHash, randomBytes } from "node:crypto";
import { createSecureContext } from "node:tls";
import test from "ava";
import type { TlsSettings } from "../../../src/loop/index.js";
import { becomesIdle } from "../../helpers/becomes-idle.js";
import { newLoop } from "../../helpers/new-loop.js";
import { nonBlockingPair } from "../../helpers/non-blocking-pair.js";
import { Keeper } from "../helpers/keeper.js";
import { certificates } from "./helpers/certificates.js";
import { tlsClient, tlsServer } from "./helpers/tls-pair.js";

const hashOf = (...parts: readonly Uint8Array[]) => {
	const hash = createHash("sha256");
	for (const part of parts) hash.update(part);
	return hash.digest("hex");
};

test("TLS: client and server talk, and end in good order", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const { server, port, connection } = await tlsServer(t, loop, files.server);
	const [transport, protocol] = await tlsClient(t, loop, port, { ca: files.ca });
	const peer = await connection(0);
	t.deepEqual(protocol.calls, ["made"]);
	t.true(transport.getExtraInfo("sslObject")?.authorized);
	t.deepEqual(transport.getExtraInfo("sockname"), peer.transport.getExtraInfo("peername"));
	t.truthy(transport.getExtraInfo("socket"));
	t.is(transport.getExtraInfo("peercred"), undefined);
	transport.write("hello");
	await peer.receives(5);
	peer.transport.writelines(["good", Buffer.from(" "), new Uint8Array([0x62, 0x79, 0x65])]);
	await protocol.receives(8);
	t.is(peer.text, "hello");
	t.is(protocol.text, "good bye");
	transport.close();
	t.true(transport.isClosing());
	await protocol.hears("lost");
	await peer.hears("lost");
	t.deepEqual(protocol.calls, ["made", "data", "lost"]);
	t.deepEqual(peer.calls, ["made", "data", "eof", "lost"]);
	t.is(protocol.lost, undefined);
	t.is(peer.lost, undefined);
	server.close();
	await server.waitClosed();
	await becomesIdle(loop, 0);
});

test("TLS: ALPN agrees on a protocol", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const { port, connection } = await tlsServer(t, loop, { ...files.server, ALPNProtocols: ["b", "c"] });
	const [transport] = await tlsClient(t, loop, port, { ca: files.ca, ALPNProtocols: ["a", "b"] });
	t.is(transport.getExtraInfo("sslObject")?.alpnProtocol, "b");
	t.is((await connection(0)).transport.getExtraInfo("sslObject")?.alpnProtocol, "b");
});

test("TLS: SNICallback chooses the certificate by the name that the client asks for", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const asked: string[] = [];
	const settings: TlsSettings = {
		SNICallback: (name, done) => {
			asked.push(name);
			done(null, createSecureContext(name === "other.test" ? files.other : files.server));
		},
	};
	const { port } = await tlsServer(t, loop, settings);
	const [one] = await tlsClient(t, loop, port, { ca: files.ca });
	const [other] = await tlsClient(t, loop, port, { ca: files.ca }, { serverHostname: "other.test" });
	t.deepEqual(asked, ["localhost", "other.test"]);
	t.is(one.getExtraInfo("sslObject")?.getPeerCertificate().subject.CN, "server");
	t.is(other.getExtraInfo("sslObject")?.getPeerCertificate().subject.CN, "other");
});

test("TLS: megabytes arrive whole both ways at once, whatever becomes of the memory they came from", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const { port, connection } = await tlsServer(t, loop, files.server);
	const [transport, protocol] = await tlsClient(t, loop, port, { ca: files.ca });
	const peer = await connection(0);
	const data = randomBytes(6_000_001);
	const memory = Buffer.alloc(1_000_003);
	for (let at = 0; at < data.length; at += memory.length) {
		const size = data.copy(memory, 0, at);
		transport.write(memory.subarray(0, size));
		peer.transport.writelines([memory.subarray(0, 7), memory.subarray(7, size)]);
		memory.fill(0);
	}
	t.true(transport.getWriteBufferSize() > 0);
	await peer.receives(data.length);
	await protocol.receives(data.length);
	t.is(hashOf(...peer.pieces), hashOf(data));
	t.is(hashOf(...protocol.pieces), hashOf(data));
	await protocol.hears("resume");
	await peer.hears("resume");
	t.is(
		protocol.calls.filter((call) => call === "pause").length,
		protocol.calls.filter((call) => call === "resume").length,
	);
});

test("TLS: close() sends what was written before", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const { port, connection } = await tlsServer(t, loop, files.server);
	const [transport, protocol] = await tlsClient(t, loop, port, { ca: files.ca });
	const peer = await connection(0);
	const data = randomBytes(5_000_000);
	peer.transport.write(data);
	peer.transport.close();
	await protocol.hears("lost");
	t.is(hashOf(...protocol.pieces), hashOf(data));
	t.is(protocol.lost, undefined);
	t.true(transport.isClosing());
	await peer.hears("lost");
});

test("TLS: writeEof() ends one direction, the other goes on", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const { port, connection } = await tlsServer(t, loop, files.server, { keepsOpen: true });
	const [transport, protocol] = await tlsClient(t, loop, port, { ca: files.ca }, { keepsOpen: true });
	const peer = await connection(0);
	transport.write("question");
	transport.writeEof();
	transport.writeEof();
	t.throws(() => transport.write("more"), { name: "RuntimeError" });
	await peer.hears("eof");
	t.false(peer.transport.isClosing());
	peer.transport.write("answer");
	peer.transport.close();
	await protocol.hears("eof");
	t.is(peer.text, "question");
	t.is(protocol.text, "answer");
	transport.close();
	await protocol.hears("lost");
	await peer.hears("lost");
	t.deepEqual([protocol.lost, peer.lost], [undefined, undefined]);
});

test("TLS: abort() in the middle ends both ends and leaves nothing", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const { server, port, connection } = await tlsServer(t, loop, files.server);
	const [transport, protocol] = await tlsClient(t, loop, port, { ca: files.ca });
	const peer = await connection(0);
	transport.write(randomBytes(4_000_000));
	transport.abort();
	await protocol.hears("lost");
	await peer.hears("lost");
	t.is(protocol.lost, undefined);
	transport.write("nowhere");
	server.close();
	await server.waitClosed();
	await becomesIdle(loop, 0);
});

test("TLS: pauseReading() holds back what comes, and the end", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const { port, connection } = await tlsServer(t, loop, files.server);
	const [transport, protocol] = await tlsClient(t, loop, port, { ca: files.ca });
	const peer = await connection(0);
	transport.pauseReading();
	t.false(transport.isReading());
	peer.transport.write(Buffer.alloc(9_000_000, "x"));
	peer.transport.close();
	await peer.hears("pause");
	t.deepEqual(protocol.calls, ["made"]);
	transport.resumeReading();
	await protocol.hears("lost");
	t.is(protocol.size, 9_000_000);
});

test("TLS: a callback that throws closes its connection, and the handler is told", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const reports: unknown[] = [];
	loop.setExceptionHandler((_loop, { exception }) => reports.push(exception));
	const { port, connection } = await tlsServer(t, loop, files.server);
	const [transport, protocol] = await tlsClient(t, loop, port, { ca: files.ca });
	const peer = await connection(0);
	const failure = new Error("from dataReceived");
	peer.dataReceived = () => {
		throw failure;
	};
	transport.write("x");
	await peer.hears("lost");
	await protocol.hears("lost");
	t.is(peer.lost, failure);
	t.deepEqual(reports, [failure]);
	await tlsClient(t, loop, port, { ca: files.ca });
	await connection(1);
});

test("TLS: server.closeClients() tells the clients, and waitClosed() ends", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const { server, port, connection } = await tlsServer(t, loop, files.server);
	const [, protocol] = await tlsClient(t, loop, port, { ca: files.ca });
	await connection(0);
	server.close();
	server.closeClients();
	await server.waitClosed();
	await protocol.hears("lost");
	t.deepEqual(protocol.calls, ["made", "eof", "lost"]);
});

test("TLS: a loop that blocks refuses it with RuntimeError", (t) => {
	const loop = newLoop(t);
	const [a] = nonBlockingPair(t);
	t.throws(
		() =>
			loop.runUntilCompleteSync(function* () {
				const options = { sock: a, ssl: true, serverHostname: "" } as const;
				yield* loop.createConnection(() => new Keeper(), undefined, undefined, options);
			}),
		{ name: "RuntimeError" },
	);
	t.is(a.fileno(), -1);
});
