/** `loop.sendfile`: over a plain socket, and over what lies on top of one. */

import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { connect } from "node:tls";
import test, { type ExecutionContext } from "ava";
import {
	CancelledError,
	ConnectionAbortedError,
	RuntimeError,
	SendfileNotAvailableError,
} from "../../src/errors.js";
import { DatagramProtocol, type EventLoop, Protocol, type Transport } from "../../src/loop/index.js";
import { AF_INET, type InetAddress, SOCK_STREAM, type Socket } from "../../src/sockets/index.js";
import { becomesIdle } from "../helpers/becomes-idle.js";
import { fileOf, readOn } from "../helpers/file-of.js";
import { hasCommand } from "../helpers/has-command.js";
import { type Kind, kinds, pairOf } from "../helpers/kinds.js";
import { newLoop } from "../helpers/new-loop.js";
import { nonBlockingPair } from "../helpers/non-blocking-pair.js";
import { reasonOf } from "../helpers/reason-of.js";
import { skip } from "../helpers/skip.js";
import { turns } from "../helpers/turns.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";

const tcp = kinds.find(({ family, type }) => family === AF_INET && type === SOCK_STREAM) as Kind;

/** Keeps what it receives. */
class Keeper extends Protocol {
	text = "";
	lost: unknown = "not yet";

	override dataReceived(data: Buffer): void {
		this.text += data.toString("latin1");
	}

	override connectionLost(exc: unknown): void {
		this.lost = exc;
	}
}

/** A transport, its protocol, and the plain socket at the other end. */
async function connected(
	t: ExecutionContext,
	loop: EventLoop,
	[a, b]: [Socket, Socket] = pairOf(t, tcp),
): Promise<{ transport: Transport; protocol: Keeper; peer: Socket }> {
	const [transport, protocol] = await loop.connectAcceptedSocket(() => new Keeper(), a);
	t.teardown(async () => {
		transport.abort();
		await transport[Symbol.asyncDispose]();
	});
	return { transport, protocol, peer: b };
}

/** Reads to the end. */
async function readAll(loop: EventLoop, sock: Socket): Promise<{ size: number; hash: string }> {
	const hash = createHash("sha256");
	let size = 0;
	for (;;) {
		const part = await loop.sockRecv(sock, 262_144);
		if (part.length === 0) return { size, hash: hash.digest("hex") };
		hash.update(part);
		size += part.length;
	}
}

const hashOf = (...parts: Uint8Array[]) => {
	const hash = createHash("sha256");
	for (const part of parts) hash.update(part);
	return hash.digest("hex");
};

test("sendfile: what was written before goes first, the file next, what is written after last", async (t) => {
	const loop = newLoop(t);
	const { transport, peer } = await connected(t, loop);
	const [before, content, after] = [randomBytes(8_000_000), randomBytes(20_000_000), randomBytes(3_000_000)];
	const file = fileOf(t, content);
	transport.write(before);
	t.true(transport.getWriteBufferSize() > 0);
	const reading = readAll(loop, peer);
	t.is(await loop.sendfile(transport, file, { fallback: false }), content.length);
	transport.write(after);
	transport.close();
	const size = before.length + content.length + after.length;
	t.deepEqual(await reading, { size, hash: hashOf(before, content, after) });
	t.is(readOn(file, 1), "");
	await becomesIdle(loop);
});

test("sendfile: write throws and nothing is received until the file is sent; then all goes on", async (t) => {
	const loop = newLoop(t);
	const { transport, protocol, peer } = await connected(t, loop);
	const content = Buffer.alloc(30_000_000, "f");
	const sending = loop.sendfile(transport, fileOf(t, content));
	t.throws(() => transport.write("in between"), { instanceOf: RuntimeError, message: /file/ });
	t.throws(() => transport.writelines(["in", "between"]), { instanceOf: RuntimeError });
	t.true((await reasonOf(loop.sendfile(transport, fileOf(t, "x")))) instanceof RuntimeError, "one at a time");
	peer.send("early");
	await turns(5);
	t.is(protocol.text, "");
	transport.pauseReading();
	transport.resumeReading();
	await turns(2);
	t.is(protocol.text, "");
	transport.writeEof();
	const reading = readAll(loop, peer);
	t.is(await sending, content.length);
	t.is((await reading).size, content.length, "writeEof waits for the file");
	await turns(2);
	t.is(protocol.text, "early");
	peer.send(" and late");
	await loop.waitWritable(peer);
	await turns(3);
	t.is(protocol.text, "early and late");
});

test("a sendfile that is cancelled gives the transport back, and the file's place tells how far it came", async (t) => {
	const loop = newLoop(t);
	const { transport, peer } = await connected(t, loop);
	const content = randomBytes(30_000_000);
	const file = fileOf(t, content);
	const sending = loop.sendfile(transport, file);
	await turns(5);
	t.true(sending.cancel());
	t.true((await reasonOf(sending)) instanceof CancelledError);
	const place = content.length - readOn(file, content.length).length;
	t.true(place > 0 && place < content.length);
	transport.write("the end");
	transport.close();
	const expected = hashOf(content.subarray(0, place), Buffer.from("the end"));
	t.deepEqual(await readAll(loop, peer), { size: place + 7, hash: expected });
	// While what was written before still waits nothing of the file has gone.
	const second = await connected(t, loop);
	second.transport.write(Buffer.alloc(30_000_000));
	const whole = fileOf(t, "whole");
	const early = loop.sendfile(second.transport, whole);
	await turns(2);
	early.cancel();
	t.true((await reasonOf(early)) instanceof CancelledError);
	t.is(readOn(whole, 10), "whole");
	second.transport.write("goes on");
	second.transport.close();
	t.is((await readAll(loop, second.peer)).size, 30_000_007);
	await becomesIdle(loop);
});

for (const how of ["abort", "close", "socket"] as const) {
	test(`a sendfile over a transport that is ended by ${how} fails, and the protocol hears of the end`, async (t) => {
		const loop = newLoop(t);
		const { transport, protocol } = await connected(t, loop);
		const sending = loop.sendfile(transport, fileOf(t, Buffer.alloc(30_000_000)));
		await turns(3);
		if (how === "socket") transport.getExtraInfo("socket")?.close();
		else transport[how]();
		t.true((await reasonOf(sending)) instanceof ConnectionAbortedError);
		await turns(2);
		t.not(protocol.lost, "not yet");
		t.throws(() => loop.sendfile(transport, fileOf(t, "x")), {
			instanceOf: RuntimeError,
			message: /closing/,
		});
		await becomesIdle(loop);
	});
}

test("sendfile falls back to reading and writing: from a pipe, within the marks", async (t) => {
	const path = join(temporaryFolder(t), "fifo");
	if (spawnSync("mkfifo", [path]).status !== 0) return skip(t, "mkfifo", "not installed");
	const both = openSync(path, "r+");
	t.teardown(() => closeSync(both));
	const from = openSync(path, "r");
	t.teardown(() => closeSync(from));
	const loop = newLoop(t);
	const { transport, peer } = await connected(t, loop, nonBlockingPair(t));
	const refused = await reasonOf(loop.sendfile(transport, from, { fallback: false }));
	t.true(refused instanceof SendfileNotAvailableError);
	const content = randomBytes(2_000_000);
	const sending = loop.sendfile(transport, from, { count: content.length });
	let most = 0;
	let received = 0;
	const hash = createHash("sha256");
	for (let at = 0; received < content.length; ) {
		// A pipe holds 64 KiB: no more than that at once, or the test itself would wait.
		if (at < content.length && at - received < 30_000)
			at += writeSync(both, content, at, Math.min(30_000, content.length - at));
		await turns(1);
		most = Math.max(most, transport.getWriteBufferSize());
		const part = await loop.sockRecv(peer, 10_000);
		hash.update(part);
		received += part.length;
	}
	t.is(await sending, content.length);
	t.is(hash.digest("hex"), hashOf(content));
	t.true(most <= 65_536 + 262_144);
	transport.write("still open");
	t.is((await loop.sockRecv(peer, 100)).toString(), "still open");
});

test("sendfile sends a part, and refuses wrong arguments at once", async (t) => {
	const loop = newLoop(t);
	const { transport, peer } = await connected(t, loop);
	const file = fileOf(t, "0123456789");
	t.is(await loop.sendfile(transport, file, { offset: 3, count: 4 }), 4);
	t.is((await loop.sockRecv(peer, 100)).toString(), "3456");
	t.throws(() => loop.sendfile(transport, "path" as never), { instanceOf: TypeError });
	t.throws(() => loop.sendfile(transport, file, { offset: -1 }), { instanceOf: RangeError });
	t.throws(() => loop.sendfile(transport, file, { count: 0 }), { instanceOf: RangeError });
	t.throws(() => loop.sendfile({} as Transport, file), { instanceOf: TypeError });
	t.throws(() => loop.sendfile(undefined as never, file), { instanceOf: TypeError });
	const [datagrams] = await loop.createDatagramEndpoint(() => new DatagramProtocol(), {
		localAddr: ["127.0.0.1", 0],
	});
	t.throws(() => loop.sendfile(datagrams as never, file), { instanceOf: TypeError });
	await datagrams[Symbol.asyncDispose]();
	t.is(readOn(file, 1), "7", "nothing has moved since");
});

test("sendfile over TLS reads and writes: Node's own TLS client gets all of it", async (t) => {
	if (!hasCommand(t, "openssl")) return;
	const folder = temporaryFolder(t);
	const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
	const make = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
	const subject = ["-subj", "/CN=localhost", "-days", "1", "-keyout", key, "-out", cert];
	t.is(spawnSync("openssl", [...make, ...subject]).status, 0);
	const loop = newLoop(t);
	const content = randomBytes(10_000_000);
	const file = fileOf(t, content);
	let sent: number | undefined;
	let refusal: unknown;
	class Sender extends Protocol {
		override connectionMade(transport: Transport): void {
			const send = async () => {
				refusal = await reasonOf(loop.sendfile(transport, file, { fallback: false }));
				transport.write("> ");
				sent = await loop.sendfile(transport, file);
				transport.close();
			};
			void send();
		}
	}
	const ssl = { key: readFileSync(key), cert: readFileSync(cert) };
	const server = await loop.createServer(() => new Sender(), "127.0.0.1", 0, { ssl });
	const port = server.sockets[0]?.getsockname<InetAddress>()[1] ?? 0;
	const hash = createHash("sha256");
	const client = connect({ port, host: "127.0.0.1", rejectUnauthorized: false });
	for await (const part of client) hash.update(part as Buffer);
	t.is(sent, content.length);
	t.is(hash.digest("hex"), hashOf(Buffer.from("> "), content));
	t.true(refusal instanceof SendfileNotAvailableError);
	server.close();
	await server.waitClosed();
});
