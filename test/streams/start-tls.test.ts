/** StreamWriter.startTls, on both sides of one connection. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import test, { type ExecutionContext } from "ava";
import { sleep } from "../../src/futures/index.js";
import { getEventLoop, type Transport } from "../../src/loop/index.js";
import { openConnection, type Streams } from "../../src/streams/index.js";
import { hasCommand } from "../helpers/has-command.js";
import { errorName } from "../helpers/reason-of.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";
import { portOf, serve, tcpPair } from "./helpers/stream-pairs.js";

interface Credentials {
	readonly key: Buffer;
	readonly cert: Buffer;
}

/** A key and a certificate for localhost, signed by itself. */
function credentials(t: ExecutionContext): Credentials {
	const folder = temporaryFolder(t);
	const files = ["-keyout", `${folder}/key`, "-out", `${folder}/cert`];
	const what = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
	const name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
	execFileSync("openssl", ["req", "-x509", ...what, ...files, ...name], { stdio: "ignore" });
	return { key: readFileSync(`${folder}/key`), cert: readFileSync(`${folder}/cert`) };
}

/** Both sides agree in plain text, then go on with TLS. */
async function upgrade(t: ExecutionContext, secrets: Credentials): Promise<[Streams, Streams]> {
	const [client, server] = await tcpPair(t);
	client[1].write("STARTTLS\n");
	t.is(String(await server[0].readline()), "STARTTLS\n");
	await Promise.all([
		client[1].startTls({ ca: secrets.cert }, { serverHostname: "localhost" }),
		server[1].startTls({ ...secrets }),
	]);
	return [client, server];
}

test("StreamWriter.startTls: the same reader and writer go on, encrypted", async (t) => {
	if (!hasCommand(t, "openssl")) return;
	const [[reader, writer], [peerReader, peerWriter]] = await upgrade(t, credentials(t));
	t.true(writer.getExtraInfo("sslObject")?.encrypted);
	t.is(writer.getExtraInfo("sslObject")?.getPeerCertificate().subject.CN, "localhost");
	const block = "x".repeat(300_000);
	const writing = (async () => {
		writer.write(`${block}\n`);
		await writer.drain();
	})();
	t.is((await peerReader.readline({ limit: 1_000_000 })).length, block.length + 1);
	await writing;
	peerWriter.write("bye\n");
	t.is(String(await reader.readline()), "bye\n");
	peerWriter.close();
	t.is((await reader.read()).length, 0);
	writer.close();
	await Promise.all([writer.waitClosed(), peerWriter.waitClosed()]);
});

test("StreamWriter.startTls: bytes that were read already belong to the handshake", async (t) => {
	if (!hasCommand(t, "openssl")) return;
	const secrets = credentials(t);
	const server = await serve(t, async (reader, writer) => {
		// The line of the PROXY protocol and the client's hello may lie in one packet.
		const line = String(await reader.readline());
		for (let i = 0; i < 50; i += 1) await sleep(1);
		await writer.startTls({ ...secrets });
		writer.write(line);
		writer.close();
	});
	const [reader, writer] = await openConnection("127.0.0.1", portOf(server));
	writer.write("PROXY TCP4 1.2.3.4 5.6.7.8 1 2\n");
	await writer.startTls({ ca: secrets.cert }, { serverHostname: "localhost" });
	t.is(String(await reader.readline()), "PROXY TCP4 1.2.3.4 5.6.7.8 1 2\n");
	writer.close();
	await writer.waitClosed();
});

test("StreamWriter.startTls: a handshake that fails is thrown, and ends the connection for all who wait", async (t) => {
	const [[reader, writer], [, peer]] = await tcpPair(t);
	peer.write("this is not TLS, is it? certainly not\n");
	const closed = writer.waitClosed();
	const names = await Promise.all([
		errorName(writer.startTls(true)),
		errorName(closed),
		errorName(reader.read(1)),
	]);
	t.is(new Set(names).size, 1, names.join(" "));
	t.true(writer.isClosing());
});

test("StreamWriter.startTls: taken back, it ends the connection, without an error for who reads", async (t) => {
	for (const way of ["cancel", "abort"] as const) {
		const [[reader, writer], [peerReader]] = await tcpPair(t);
		const controller = new AbortController();
		const securing = writer.startTls(true, { signal: controller.signal });
		await peerReader.read(1);
		if (way === "cancel") securing.cancel();
		else controller.abort();
		t.is(await errorName(securing), way === "cancel" ? "CancelledError" : "AbortError");
		await writer.waitClosed();
		t.is((await reader.read()).length, 0);
		await peerReader.read().catch(() => {});
		t.true(writer.isClosing());
	}
});

test("StreamWriter.startTls: a peer that has ended its side already cannot shake hands", async (t) => {
	const [[reader, writer], [, peerWriter]] = await tcpPair(t);
	peerWriter.writeEof();
	t.is((await reader.read()).length, 0);
	t.is(await errorName(writer.startTls(true)), "ConnectionResetError");
	t.true(writer.isClosing());
});

test("StreamWriter.waitClosed: a TLS shutdown that takes too long is a TimeoutError, for who reads, too", async (t) => {
	if (!hasCommand(t, "openssl")) return;
	const secrets = credentials(t);
	const [[reader, writer], [, peerWriter]] = await tcpPair(t);
	await Promise.all([
		writer.startTls({ ca: secrets.cert }, { serverHostname: "localhost", sslShutdownTimeout: 20 }),
		peerWriter.startTls({ ...secrets }),
	]);
	// It does not read, and so never answers.
	(peerWriter.transport as Transport).pauseReading();
	writer.write(Buffer.alloc(20_000_000));
	const reading = reader.read(1);
	writer.close();
	t.deepEqual(await Promise.all([errorName(writer.waitClosed()), errorName(reading)]), [
		"TimeoutError",
		"TimeoutError",
	]);
	peerWriter.transport.abort();
});

test("StreamWriter.startTls: wrong arguments are refused at the call, and change nothing", async (t) => {
	const [[reader, writer], [, peer]] = await tcpPair(t);
	t.throws(() => writer.startTls(5 as never), { instanceOf: TypeError });
	t.throws(() => writer.startTls(true, { sslHandshakeTimeout: -1 }), { instanceOf: RangeError });
	t.is(await errorName(writer.startTls(true, { signal: AbortSignal.abort() })), "AbortError");
	peer.write("still here\n");
	t.is(String(await reader.readline()), "still here\n");
	writer.close();
	t.throws(() => writer.startTls(true), { name: "RuntimeError" });
	t.is(getEventLoop().isClosed(), false);
});
