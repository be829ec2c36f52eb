/** `loop.startTls`: TLS in the middle of a connection. */
import { once } from "node:events";
import { connect as nodeConnect } from "node:net";
import { connect as tlsConnect } from "node:tls";
import test from "ava";
import { DatagramProtocol, type EventLoop, Protocol, type Transport } from "../../../src/loop/index.js";
import type { InetAddress } from "../../../src/sockets/index.js";
import { eventually } from "../../helpers/eventually.js";
import { newLoop } from "../../helpers/new-loop.js";
import { nonBlockingPair } from "../../helpers/non-blocking-pair.js";
import { reasonOf } from "../../helpers/reason-of.js";
import { codeOf } from "../helpers/code-of.js";
import { Keeper } from "../helpers/keeper.js";
import { certificates } from "./helpers/certificates.js";

/** Both ends of a socket pair. */
async function pair(t: Parameters<typeof nonBlockingPair>[0], loop: EventLoop) {
	const [a, b] = nonBlockingPair(t);
	const [one, first] = await loop.connectAcceptedSocket(() => new Keeper(), a);
	const [two, second] = await loop.connectAcceptedSocket(() => new Keeper(), b);
	t.teardown(() => {
		one.abort();
		two.abort();
	});
	return { one, first, two, second };
}

test("startTls: both ends go on secured, and the old transports answer for the socket", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const { one, two, second } = await pair(t, loop);
	one.write("plain");
	await second.receives(5);
	const [client, server] = [new Keeper(), new Keeper()];
	const serving = loop.startTls(two, server, files.server, { serverSide: true });
	const secured = await loop.startTls(one, client, { ca: files.ca }, { serverHostname: "localhost" });
	const peer = await serving;
	t.true(secured.getExtraInfo("sslObject")?.authorized);
	t.is(secured.getExtraInfo("socket"), one.getExtraInfo("socket"));
	t.is(secured.getProtocol(), client);
	secured.write("secret");
	await server.receives(6);
	peer.write("answer");
	await client.receives(6);
	// connectionMade was called long ago, for another protocol.
	t.deepEqual([client.calls, server.calls], [["data"], ["data"]]);
	secured.close();
	await client.hears("lost");
	await server.hears("lost");
	t.true(one.isClosing());
});

test("startTls: a PROXY line and the ClientHello in one packet", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const secured = new Keeper();
	let line = "";
	class Front extends Protocol {
		#transport: Transport | undefined;
		override connectionMade(transport: Transport): void {
			this.#transport = transport;
		}
		override dataReceived(data: Buffer): void {
			const end = data.indexOf("\r\n") + 2;
			line = data.toString("latin1", 0, end);
			const options = { serverSide: true, received: data.subarray(end) };
			void loop.startTls(this.#transport as Transport, secured, files?.server ?? true, options);
		}
	}
	const server = await loop.createServer(() => new Front(), "127.0.0.1", 0);
	t.teardown(() => {
		server.close();
		server.abortClients();
	});
	const [, port] = server.sockets[0]?.getsockname<InetAddress>() ?? [];
	const sock = nodeConnect({ port: port as number, host: "127.0.0.1" });
	await once(sock, "connect");
	sock.cork();
	sock.write("PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n");
	const tls = tlsConnect({ socket: sock, ca: files.ca, servername: "localhost" });
	tls.on("error", () => {});
	setImmediate(() => setImmediate(() => sock.uncork()));
	await once(tls, "secureConnect");
	tls.write("within");
	await secured.receives(6);
	t.is(line, "PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n");
	t.is(secured.text, "within");
	tls.end();
	await secured.hears("lost");
});

test("startTls: a handshake that fails closes the connection", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const { one, two, second } = await pair(t, loop);
	const client = loop.startTls(one, new Keeper(), true, { serverHostname: "localhost" });
	two.write("no TLS at all, whatever one may think of it");
	t.is(codeOf(await reasonOf(client)), "ERR_SSL_WRONG_VERSION_NUMBER");
	await second.hears("lost");
	await eventually("the socket to be closed", () => one.getExtraInfo("socket")?.fileno() === -1);
});

test("startTls: cancelled, it closes the connection", async (t) => {
	const loop = newLoop(t);
	const { one, second } = await pair(t, loop);
	const client = loop.startTls(one, new Keeper(), true, { serverHostname: "" });
	await second.hears("data");
	client.cancel();
	t.is(codeOf(await reasonOf(client)), "CancelledError");
	await second.hears("lost");
});

test("startTls: what it cannot secure is refused before anything changes", async (t) => {
	const loop = newLoop(t);
	const { one, first, two, second } = await pair(t, loop);
	const protocol = new Keeper();
	t.throws(() => loop.startTls({} as Transport, protocol, true), { name: "TypeError" });
	t.throws(() => loop.startTls(one, {} as Keeper, true), { name: "TypeError" });
	t.throws(() => loop.startTls(one, protocol, 5 as never), { name: "TypeError" });
	t.throws(() => loop.startTls(one, protocol, undefined as never), { name: "ValueError" });
	t.throws(() => loop.startTls(one, protocol, true, { received: 5 as never }), { name: "TypeError" });
	t.throws(() => loop.startTls(one, protocol, true, { sslHandshakeTimeout: 0 }), { name: "RangeError" });
	const [datagrams] = await loop.createDatagramEndpoint(() => new DatagramProtocol(), {
		localAddr: ["127.0.0.1", 0],
	});
	t.throws(() => loop.startTls(datagrams as never, protocol, true), { name: "TypeError" });
	datagrams.abort();
	const signal = AbortSignal.abort(new Error("no"));
	t.is(((await reasonOf(loop.startTls(one, protocol, true, { signal }))) as Error).message, "no");
	t.is(one.getProtocol(), first);
	t.true(one.isReading());
	two.write("still plain");
	await first.receives(11);
	one.close();
	t.throws(() => loop.startTls(one, protocol, true), { name: "RuntimeError" });
	await second.hears("lost");
});

test("startTls: a loop that blocks refuses it, and the connection goes on", (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	loop.runUntilCompleteSync(function* () {
		const [transport, protocol] = yield* loop.connectAcceptedSocket(() => new Keeper(), a);
		t.throws(() => loop.startTls(transport, new Keeper(), true), { name: "RuntimeError" });
		t.false(transport.isClosing());
		t.is(transport.getProtocol(), protocol);
		transport.abort();
	});
	t.is(b.fileno() >= 0, true);
});
