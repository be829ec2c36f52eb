/** TLS that goes wrong: certificates, garbage, silence, ends in the middle. */

import { once } from "node:events";
import { type AddressInfo, createConnection as nodeConnection, createServer as nodeServer } from "node:net";
import test, { type ExecutionContext } from "ava";
import type { EventLoop, LoopConnectionOptions, TlsSettings } from "../../../src/loop/index.js";
import { becomesIdle } from "../../helpers/becomes-idle.js";
import { eventually } from "../../helpers/eventually.js";
import { newLoop } from "../../helpers/new-loop.js";
import { nonBlockingPair } from "../../helpers/non-blocking-pair.js";
import { reasonOf } from "../../helpers/reason-of.js";
import { codeOf } from "../helpers/code-of.js";
import { Keeper } from "../helpers/keeper.js";
import { reportsOf } from "../helpers/reports.js";
import { certificates } from "./helpers/certificates.js";
import { tlsClient, tlsServer } from "./helpers/tls-pair.js";

/** What a client's attempt fails with. */
async function refusal(
	t: ExecutionContext,
	loop: EventLoop,
	port: number,
	ssl: TlsSettings,
	options: LoopConnectionOptions = {},
): Promise<unknown> {
	return reasonOf(tlsClient(t, loop, port, ssl, options));
}

/** A server of Node's that does to each connection what it is told. */
async function plainServer(t: ExecutionContext, serve: Parameters<typeof nodeServer>[1]): Promise<number> {
	const server = nodeServer({ allowHalfOpen: true }, serve).listen(0, "127.0.0.1");
	await once(server, "listening");
	t.teardown(() => server.close());
	return (server.address() as AddressInfo).port;
}

test("TLS client: certificates are refused with Node's codes, and nothing is left", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const reports = reportsOf(loop);
	const { ca } = files;
	const good = await tlsServer(t, loop, files.server);
	const expired = await tlsServer(t, loop, files.expired);
	const selfSigned = await tlsServer(t, loop, files.selfSigned);
	t.is(codeOf(await refusal(t, loop, good.port, true)), "UNABLE_TO_VERIFY_LEAF_SIGNATURE");
	const elsewhere = { serverHostname: "elsewhere.test" };
	t.is(codeOf(await refusal(t, loop, good.port, { ca }, elsewhere)), "ERR_TLS_CERT_ALTNAME_INVALID");
	t.is(codeOf(await refusal(t, loop, expired.port, { ca })), "CERT_HAS_EXPIRED");
	t.is(codeOf(await refusal(t, loop, selfSigned.port, true)), "DEPTH_ZERO_SELF_SIGNED_CERT");
	const [anyway] = await tlsClient(t, loop, selfSigned.port, { rejectUnauthorized: false });
	t.is(anyway.getExtraInfo("sslObject")?.authorized, false);
	await tlsClient(t, loop, selfSigned.port, { ca: files.selfSigned.cert });
	await tlsClient(t, loop, good.port, { ca }, { serverHostname: "127.0.0.1" });
	const [nameless] = await tlsClient(t, loop, good.port, { ca }, { serverHostname: "" });
	t.true(nameless.getExtraInfo("sslObject")?.authorized);
	t.deepEqual(reports, []);
});

test("TLS server: a client's certificate is asked for, and one that is missing or bad refused", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const reports = reportsOf(loop);
	const { ca } = files;
	const { port, protocols, connection, server } = await tlsServer(t, loop, {
		...files.server,
		ca,
		requestCert: true,
	});
	const [, missing] = await tlsClient(t, loop, port, { ca });
	await missing.hears("lost");
	const [, bad] = await tlsClient(t, loop, port, { ca, ...files.selfSigned });
	await bad.hears("lost");
	t.deepEqual(
		protocols.map(({ calls }) => calls),
		[[], []],
	);
	await tlsClient(t, loop, port, { ca, ...files.client });
	const peer = await connection(2);
	t.is(peer.transport.getExtraInfo("sslObject")?.getPeerCertificate().subject.CN, "client");
	t.true(peer.transport.getExtraInfo("sslObject")?.authorized);
	t.deepEqual(reports, []);
	server.close();
	server.abortClients();
	await server.waitClosed();
	await becomesIdle(loop, 0);
});

test("TLS server: rejectUnauthorized false takes a client without a certificate", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const settings = { ...files.server, ca: files.ca, requestCert: true, rejectUnauthorized: false };
	const { port, connection } = await tlsServer(t, loop, settings);
	await tlsClient(t, loop, port, { ca: files.ca });
	t.is((await connection(0)).transport.getExtraInfo("sslObject")?.authorized, false);
});

test("TLS server: garbage in place of a ClientHello is told in debug mode, by OpenSSL's code", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const reports = reportsOf(loop);
	const { port, server, protocols } = await tlsServer(t, loop, files.server);
	const send = async (what: string) => {
		const client = nodeConnection({ port, host: "127.0.0.1" });
		client.on("error", () => {});
		client.resume();
		client.write(what);
		await once(client, "close");
	};
	await send("no TLS at all, whatever one may think of it\n");
	t.deepEqual(reports, []);
	loop.setDebug(true);
	await send("no TLS at all, whatever one may think of it\n");
	await send("GET / HTTP/1.0\r\n\r\n");
	await eventually("two reports", () => reports.length === 2);
	t.deepEqual(reports.map(codeOf), ["ERR_SSL_WRONG_VERSION_NUMBER", "ERR_SSL_HTTP_REQUEST"]);
	t.deepEqual(
		protocols.map(({ calls }) => calls),
		[[], [], []],
	);
	server.close();
	await server.waitClosed();
	await becomesIdle(loop, 0);
});

test("TLS client: garbage in place of a ServerHello fails with OpenSSL's code", async (t) => {
	const loop = newLoop(t);
	const port = await plainServer(t, (sock) => {
		sock.on("error", () => {});
		sock.resume();
		sock.end("SSH-2.0-something else\r\n and more of it");
	});
	t.is(codeOf(await refusal(t, loop, port, true)), "ERR_SSL_WRONG_VERSION_NUMBER");
	await becomesIdle(loop, 0);
});

test("TLS: a peer that ends, or resets, in the middle of the handshake is no time-out", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	loop.setDebug(true);
	const reports = reportsOf(loop);
	const ending = await plainServer(t, (sock) => {
		sock.on("error", () => {});
		sock.resume();
		sock.end();
	});
	t.is(codeOf(await refusal(t, loop, ending, true)), "ECONNRESET");
	const resetting = await plainServer(t, (sock) => {
		sock.on("error", () => {});
		sock.once("data", () => sock.resetAndDestroy());
	});
	t.is(codeOf(await refusal(t, loop, resetting, true)), "ECONNRESET");
	const { port, server } = await tlsServer(t, loop, files.server);
	const half = nodeConnection({ port, host: "127.0.0.1", allowHalfOpen: true });
	half.on("error", () => {});
	half.resume();
	half.end();
	await once(half, "close");
	await eventually("a report", () => reports.length === 1);
	t.is(codeOf(reports[0]), "ECONNRESET");
	server.close();
	await server.waitClosed();
	await becomesIdle(loop, 0);
});

test("TLS: sslHandshakeTimeout ends a handshake that the peer does not make, on both sides", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	loop.setDebug(true);
	const reports = reportsOf(loop);
	const [a, b] = nonBlockingPair(t);
	const [c, d] = nonBlockingPair(t);
	const silent = { sock: a, ssl: true, serverHostname: "", sslHandshakeTimeout: 5 } as const;
	const client = loop.createConnection(() => new Keeper(), undefined, undefined, silent);
	const server = loop.connectAcceptedSocket(() => new Keeper(), c, {
		ssl: files.server,
		sslHandshakeTimeout: 5,
	});
	t.is(codeOf(await reasonOf(client)), "ECONNABORTED");
	t.is(codeOf(await reasonOf(server)), "ECONNABORTED");
	t.deepEqual([a.fileno(), c.fileno()], [-1, -1]);
	// Waited for: a child that another test starts in this moment has the other ends, too, until it runs its program.
	t.true((await loop.sockRecv(b, 10_000)).length > 0);
	t.is((await loop.sockRecv(b, 10)).length, 0);
	t.is((await loop.sockRecv(d, 10)).length, 0);
	t.deepEqual(reports, []);
	await becomesIdle(loop, 0);
});

test("TLS: a connection that is cancelled, or aborted by a signal, in the handshake is closed", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const [c] = nonBlockingPair(t);
	const options = (sock: typeof a) => ({ sock, ssl: true, serverHostname: "" }) as const;
	const cancelled = loop.createConnection(() => new Keeper(), undefined, undefined, options(a));
	const controller = new AbortController();
	const aborted = loop.createConnection(() => new Keeper(), undefined, undefined, {
		...options(c),
		signal: controller.signal,
	});
	await eventually("the ClientHello", () => {
		try {
			return b.recv(10_000).length > 0;
		} catch {
			return false;
		}
	});
	cancelled.cancel();
	controller.abort(new Error("enough"));
	t.is(codeOf(await reasonOf(cancelled)), "CancelledError");
	t.is(((await reasonOf(aborted)) as Error).message, "enough");
	t.deepEqual([a.fileno(), c.fileno()], [-1, -1]);
	await becomesIdle(loop, 0);
});

test("TLS: a record that is broken after the handshake ends the connection, on both sides", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const { port, connection } = await tlsServer(t, loop, files.server);
	const [client] = await tlsClient(t, loop, port, { ca: files.ca });
	const peer = await connection(0);
	// Past TLS, straight into the socket.
	client.getExtraInfo("socket")?.send("this is no record of TLS at all");
	await peer.hears("lost");
	t.regex(codeOf(peer.lost) ?? "", /^ERR_SSL_/);
	const [second, protocol] = await tlsClient(t, loop, port, { ca: files.ca });
	const other = await connection(1);
	second.write("x");
	await other.receives(1);
	other.transport.getExtraInfo("socket")?.send("this is no record of TLS at all");
	await protocol.hears("lost");
	t.regex(codeOf(protocol.lost) ?? "", /^ERR_SSL_/);
});

test("TLS: a peer that is gone without close_notify is told of as an end; one that resets as ECONNRESET", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const { port, connection } = await tlsServer(t, loop, files.server);
	const [first, one] = await tlsClient(t, loop, port, { ca: files.ca });
	const peer = await connection(0);
	first.write("x");
	await peer.receives(1);
	const { SHUT_WR } = await import("../../../src/sockets/index.js");
	peer.transport.getExtraInfo("socket")?.shutdown(SHUT_WR);
	await one.hears("lost");
	t.deepEqual(one.calls, ["made", "eof", "lost"]);
	t.is(one.lost, undefined);

	const [second, two] = await tlsClient(t, loop, port, { ca: files.ca });
	const other = await connection(1);
	second.write("x");
	await other.receives(1);
	const { SOL_SOCKET, SO_LINGER } = await import("../../../src/sockets/index.js");
	other.transport
		.getExtraInfo("socket")
		?.setsockopt(SOL_SOCKET, SO_LINGER, Buffer.from(new Int32Array([1, 0]).buffer));
	other.transport.abort();
	await two.hears("lost");
	t.is(codeOf(two.lost), "ECONNRESET");

	const [third, three] = await tlsClient(t, loop, port, { ca: files.ca });
	const last = await connection(2);
	third.getExtraInfo("socket")?.setsockopt(SOL_SOCKET, SO_LINGER, Buffer.from(new Int32Array([1, 0]).buffer));
	third.abort();
	await last.hears("lost");
	t.is(codeOf(last.lost), "ECONNRESET");
	await three.hears("lost");
});

test("TLS: settings that mean nothing are refused", async (t) => {
	const loop = newLoop(t);
	const factory = () => new Keeper();
	t.throws(() => loop.createConnection(factory, "h", 1, { ssl: 5 as never }), { name: "TypeError" });
	t.throws(() => loop.createConnection(factory, "h", 1, { serverHostname: "h" }), { name: "ValueError" });
	t.throws(() => loop.createConnection(factory, "h", 1, { sslHandshakeTimeout: 5 }), { name: "ValueError" });
	t.throws(() => loop.createConnection(factory, "h", 1, { ssl: true, serverHostname: 5 as never }), {
		name: "TypeError",
	});
	for (const sslHandshakeTimeout of [0, -1, Number.NaN]) {
		t.throws(() => loop.createConnection(factory, "h", 1, { ssl: true, sslHandshakeTimeout }), {
			name: "RangeError",
		});
	}
	const [a] = nonBlockingPair(t);
	t.is(codeOf(await reasonOf(loop.connectAcceptedSocket(factory, a, { ssl: true }))), "ValueError");
	const [b] = nonBlockingPair(t);
	const ssl = { cert: "no certificate", key: "no key" };
	t.regex(codeOf(await reasonOf(loop.connectAcceptedSocket(factory, b, { ssl }))) ?? "", /^ERR_/);
	t.deepEqual([a.fileno(), b.fileno()], [-1, -1]);
	await becomesIdle(loop, 0);
});
