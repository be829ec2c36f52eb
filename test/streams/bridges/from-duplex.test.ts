/** fromDuplex, over streams of Node's. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, createServer, type AddressInfo as NetAddress, type Socket } from "node:net";
import { Duplex, PassThrough } from "node:stream";
import { connect as connectTls, createServer as createTlsServer, type TLSSocket } from "node:tls";
import test, { type ExecutionContext } from "ava";
import { fromDuplex, toDuplex } from "../../../src/streams/index.js";
import { eventually } from "../../helpers/eventually.js";
import { hasCommand } from "../../helpers/has-command.js";
import { errorName, reasonOf } from "../../helpers/reason-of.js";
import { turns } from "../../helpers/turns.js";
import { bytesOf } from "../helpers/bytes-of.js";
import { credentials } from "../helpers/credentials.js";
import { unixPair } from "../helpers/stream-pairs.js";

/** Two sockets of Node's, connected. */
async function netPair(t: ExecutionContext): Promise<[Socket, Socket]> {
	const server = createServer({ allowHalfOpen: true }).listen(0, "127.0.0.1");
	await once(server, "listening");
	const accepted = once(server, "connection");
	const client = connect((server.address() as NetAddress).port, "127.0.0.1");
	const [peer] = (await accepted) as [Socket];
	t.teardown(() => {
		client.destroy();
		peer.destroy();
		server.close();
	});
	if (client.connecting) await once(client, "connect");
	return [client, peer];
}

test("fromDuplex: refuses what it cannot read bytes from", async (t) => {
	t.throws(() => fromDuplex({} as never), { instanceOf: TypeError, message: /takes a Duplex/ });
	t.throws(() => fromDuplex(undefined as never), { instanceOf: TypeError });
	t.throws(() => fromDuplex(new PassThrough({ objectMode: true })), { message: /objects/ });
	t.throws(() => fromDuplex(new PassThrough({ readableObjectMode: true })), { message: /objects/ });
	t.throws(() => fromDuplex(new PassThrough({ encoding: "utf8" })), { message: /strings \(utf8\)/ });
	const over = new PassThrough();
	over.destroy();
	await turns(2);
	t.throws(() => fromDuplex(over), { name: "RuntimeError", message: /destroyed/ });
	t.throws(() => fromDuplex(new PassThrough(), { limit: 0 }), { name: "ValueError" });
});

test("fromDuplex: a socket of node:net is read and written, and closed", async (t) => {
	const [client, peer] = await netPair(t);
	const [reader, writer] = fromDuplex(client);
	t.deepEqual(writer.getExtraInfo("peername"), [client.remoteAddress, client.remotePort]);
	t.deepEqual(writer.getExtraInfo("sockname"), [client.localAddress, client.localPort]);
	peer.write("line one\nline two\nrest");
	t.is(String(await reader.readline()), "line one\n");
	t.is(String(await reader.readuntil("two\n")), "line two\n");
	writer.write("hello");
	writer.writeEof();
	t.is((await bytesOf(peer)).toString(), "hello");
	t.throws(() => writer.write("more"), { name: "RuntimeError" });
	peer.end(" and more");
	t.is(String(await reader.read()), "rest and more");
	t.true(reader.atEof());
	writer.close();
	await writer.waitClosed();
	t.true(client.destroyed);
});

test("fromDuplex: after the peer's end it may still write, whatever the socket was made with", async (t) => {
	const [client, peer] = await netPair(t);
	t.false(client.allowHalfOpen);
	const [reader, writer] = fromDuplex(client);
	peer.end("question");
	t.is(String(await reader.read()), "question");
	await turns(5);
	writer.write("answer");
	await writer.drain();
	writer.close();
	t.is((await bytesOf(peer)).toString(), "answer");
	await writer.waitClosed();
});

test("fromDuplex: what the socket had read before is there, and an end that was told before, too", async (t) => {
	const [client, peer] = await netPair(t);
	peer.write("early ");
	await once(client, "readable");
	const [reader, writer] = fromDuplex(client);
	peer.end("late");
	t.is(String(await reader.read()), "early late");
	writer.close();
	await writer.waitClosed();

	const ended = new PassThrough();
	ended.push(null);
	ended.resume();
	await once(ended, "end");
	const [nothing, something] = fromDuplex(ended);
	t.is((await nothing.read()).length, 0);
	something.close();
	await something.waitClosed();
});

test("fromDuplex: back-pressure both ways, counted", async (t) => {
	const [client, peer] = await netPair(t);
	const [reader, writer] = fromDuplex(client, { limit: 10_000 });
	const data = randomBytes(20_000_000);
	peer.end(data);
	await eventually("something to arrive", () => client.bytesRead > 0);
	for (let before = -1; before !== client.bytesRead; ) {
		before = client.bytesRead;
		await turns(100);
	}
	t.true(client.bytesRead < 1_000_000, `${client.bytesRead} taken, and none was read`);
	t.true((await reader.read()).equals(data));
	for (let i = 0; i < 200; i += 1) writer.write(Buffer.alloc(100_000));
	const draining = writer.drain();
	await turns(20);
	t.false(draining.done());
	t.true(writer.transport.getWriteBufferSize() > 65_536);
	peer.resume();
	await draining;
	t.true(writer.transport.getWriteBufferSize() <= 65_536);
});

test("fromDuplex: a reset is what reads, drain() and waitClosed() fail with", async (t) => {
	const [client, peer] = await netPair(t);
	const [reader, writer] = fromDuplex(client);
	const reading = reasonOf(reader.read());
	const closed = reasonOf(writer.waitClosed());
	peer.resetAndDestroy();
	t.is(((await reading) as NodeJS.ErrnoException).code, "ECONNRESET");
	t.is(await closed, await reading);
	t.is(((await reasonOf(writer.drain())) as NodeJS.ErrnoException).code, "ECONNRESET");
});

test("fromDuplex: a stream that somebody destroys is not a stream that has ended", async (t) => {
	const through = new PassThrough();
	const [reader, writer] = fromDuplex(through);
	through.write("some");
	t.is(String(await reader.read(10)), "some");
	const reading = errorName(reader.read(10));
	await turns();
	through.destroy();
	t.is(await reading, "ConnectionAbortedError");
	t.is(await errorName(writer.waitClosed()), "ConnectionAbortedError");
});

test("fromDuplex: a PassThrough gives back what was written, and close() ends it", async (t) => {
	const through = new PassThrough();
	const [reader, writer] = fromDuplex(through);
	const data = randomBytes(1_000_000);
	const received = reader.readexactly(data.length);
	for (let at = 0; at < data.length; at += 10_000) {
		writer.write(data.subarray(at, at + 10_000));
		await writer.drain();
	}
	t.true((await received).equals(data));
	t.is(writer.getExtraInfo("peername"), undefined);
	writer.close();
	await writer.waitClosed();
	t.true(through.destroyed);
});

test("fromDuplex: a child's output and input, composed", async (t) => {
	const child = spawn("cat", { stdio: ["pipe", "pipe", "ignore"] });
	t.teardown(() => child.kill("SIGKILL"));
	const [reader, writer] = fromDuplex(Duplex.from({ readable: child.stdout, writable: child.stdin }));
	writer.write("one\n");
	t.is(String(await reader.readline()), "one\n");
	writer.write("two\n");
	writer.writeEof();
	t.is(String(await reader.read()), "two\n");
	writer.close();
	await writer.waitClosed();
	if (child.exitCode === null) await once(child, "exit");
	t.is(child.exitCode, 0);
});

test("fromDuplex: a TLS socket tells what it is", async (t) => {
	if (!hasCommand(t, "openssl")) return;
	const secrets = credentials(t);
	const server = createTlsServer(secrets, (socket: TLSSocket) => socket.pipe(socket)).listen(0, "127.0.0.1");
	t.teardown(() => server.close());
	await once(server, "listening");
	const { port } = server.address() as NetAddress;
	const socket = connectTls({ port, host: "127.0.0.1", ca: secrets.cert, servername: "localhost" });
	await once(socket, "secureConnect");
	const [reader, writer] = fromDuplex(socket);
	t.is(writer.getExtraInfo("sslObject"), socket);
	const block = randomBytes(500_000);
	writer.write(block);
	t.true((await reader.readexactly(block.length)).equals(block));
	writer.close();
	await writer.waitClosed();
	t.true(socket.destroyed);
});

test("fromDuplex: over toDuplex it is the connection again", async (t) => {
	const [a, [peerReader, peer]] = await unixPair(t);
	const [reader, writer] = fromDuplex(toDuplex(...a));
	writer.write("through both\n");
	t.is(String(await peerReader.readline()), "through both\n");
	peer.write("and back");
	peer.close();
	t.is(String(await reader.read()), "and back");
	writer.close();
	await writer.waitClosed();
	await a[1].waitClosed();
	t.true(a[1].isClosing());
});
