/** Datagram endpoints over Unix sockets: paths, abstract names, slow receivers. */
import { randomBytes } from "node:crypto";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { OSError } from "../../../src/errors.js";
import type { DatagramTransport, EventLoop } from "../../../src/loop/index.js";
import {
	type Address,
	AF_UNIX,
	SO_RCVBUF,
	SO_SNDBUF,
	SOCK_DGRAM,
	SOCK_SEQPACKET,
	SOL_SOCKET,
	Socket,
	socketpair,
} from "../../../src/sockets/index.js";
import { becomesIdle } from "../../helpers/becomes-idle.js";
import { countingLoop } from "../../helpers/counting-loop.js";
import { eventually } from "../../helpers/eventually.js";
import { newLoop } from "../../helpers/new-loop.js";
import { skip } from "../../helpers/skip.js";
import { turns } from "../../helpers/turns.js";
import { temporaryFolder } from "../../sockets/helpers/temporary-folder.js";
import { endpoint } from "./helpers/endpoint.js";
import { Recorder } from "./helpers/recorder.js";

/** A plain socket that is bound to a path, and that nobody reads from until the test does. */
function receiver(t: ExecutionContext, path: string): Socket {
	const sock = new Socket(AF_UNIX, SOCK_DGRAM);
	sock.setblocking(false);
	sock.bind(path);
	t.teardown(() => sock.close());
	return sock;
}

/** What lies in a socket's queue. */
function* received(sock: Socket): Generator<string, void, void> {
	for (;;) {
		let data: Buffer;
		try {
			data = sock.recv(1_000_000);
		} catch (error) {
			if (error instanceof OSError && error.code === "EAGAIN") return;
			throw error;
		}
		yield data.toString();
	}
}

/** Sends 2000 datagrams, some of them empty, to a receiver that takes two at a time. */
async function sendsSlowly(
	t: ExecutionContext,
	loop: EventLoop,
	transport: DatagramTransport,
	sock: Socket,
	to: Address | undefined,
): Promise<void> {
	const count = 2000;
	for (let i = 0; i < count; i += 1) transport.sendto(i % 100 === 99 ? "" : `datagram ${i}`, to);
	t.true(transport.getWriteBufferSize() > 0, "the receiver's queue is shorter than that");
	const texts: string[] = [];
	await eventually("all datagrams", () => {
		// Two at a time: its queue is full again before the next look.
		for (const text of received(sock)) {
			texts.push(text);
			if (texts.length % 2 === 0) break;
		}
		return texts.length === count;
	});
	t.deepEqual(
		texts,
		Array.from({ length: count }, (_, i) => (i % 100 === 99 ? "" : `datagram ${i}`)),
	);
	t.is(transport.getWriteBufferSize(), 0);
	t.false(loop.isClosed());
}

test("a slow Unix receiver gets all of 2000 datagrams in order, from a connected endpoint", async (t) => {
	const loop = newLoop(t);
	const path = join(temporaryFolder(t), "slow");
	const sock = receiver(t, path);
	const { transport, protocol } = await endpoint(t, loop, { remoteAddr: path });
	t.is(transport.getExtraInfo("peername"), path);
	await sendsSlowly(t, loop, transport, sock, undefined);
	t.deepEqual(protocol.errors, []);
});

test("a slow Unix receiver gets all of 2000 datagrams in order, from an endpoint that is not connected", async (t) => {
	const loop = newLoop(t);
	const path = join(temporaryFolder(t), "slow");
	const sock = receiver(t, path);
	const { transport, protocol } = await endpoint(t, loop, { family: AF_UNIX });
	await sendsSlowly(t, loop, transport, sock, path);
	t.deepEqual(protocol.errors, []);
});

test("while a Unix receiver's queue is full, the loop rests although epoll calls the sender writable", async (t) => {
	const { loop, waits } = countingLoop(t);
	const path = join(temporaryFolder(t), "full");
	const sock = receiver(t, path);
	const { transport } = await endpoint(t, loop, { family: AF_UNIX });
	for (let i = 0; i < 1000; i += 1) transport.sendto("x", path);
	await eventually("a rest", () => loop.statistics().timers > 0);
	const [start, before] = [performance.now(), waits()];
	await eventually("300 ms", () => performance.now() - start > 300);
	// 1, 2, 4 … 50 ms: about a dozen tries, with a look or two each. A loop that spins makes tens of thousands.
	t.true(waits() - before < 100, `the kernel was asked ${waits() - before} times`);
	// The rest ends, and the loop tries again: what a reader makes room for goes on by itself.
	const texts = [...received(sock)];
	await eventually("the rest of them", () => {
		texts.push(...received(sock));
		return texts.length === 1000;
	});
	await eventually("an empty buffer", () => transport.getWriteBufferSize() === 0);
	transport.close();
	await becomesIdle(loop);
	t.is(loop.statistics().timers, 0);
});

test("flow control: pauseWriting past the mark, resumeWriting below it, 8 bytes a datagram", async (t) => {
	const loop = newLoop(t);
	const path = join(temporaryFolder(t), "marks");
	const sock = receiver(t, path);
	const { transport, protocol } = await endpoint(t, loop, { remoteAddr: path });
	t.deepEqual(transport.getWriteBufferLimits(), [16_384, 65_536]);
	transport.setWriteBufferLimits({ high: 100, low: 20 });
	while (transport.getWriteBufferSize() === 0) transport.sendto("0123456789");
	t.is(transport.getWriteBufferSize(), 18);
	for (let i = 0; i < 4; i += 1) transport.sendto("0123456789");
	t.is(transport.getWriteBufferSize(), 90);
	t.deepEqual(protocol.calls, ["connectionMade"]);
	transport.sendto("0123456789");
	t.deepEqual(protocol.calls, ["connectionMade", "pauseWriting"]);
	transport.sendto("");
	t.is(transport.getWriteBufferSize(), 116);
	t.is(protocol.calls.length, 2, "it pauses once");
	const texts = [...received(sock)];
	await eventually("resumeWriting", () => protocol.calls.length === 3);
	t.is(protocol.calls[2], "resumeWriting");
	await eventually("all", () => transport.getWriteBufferSize() === 0);
	texts.push(...received(sock));
	t.is(texts.at(-1), "");
	t.throws(() => transport.setWriteBufferLimits({ high: 1, low: 2 }), { name: "ValueError" });
});

test("what waits is a copy: the caller may use its memory again", async (t) => {
	const loop = newLoop(t);
	const path = join(temporaryFolder(t), "copies");
	const sock = receiver(t, path);
	const { transport } = await endpoint(t, loop, { remoteAddr: path });
	const memory = Buffer.from("before");
	while (transport.getWriteBufferSize() === 0) transport.sendto(memory);
	memory.write("after!");
	const texts = [...received(sock)];
	await eventually("the last one", () => {
		texts.push(...received(sock));
		return transport.getWriteBufferSize() === 0;
	});
	texts.push(...received(sock));
	t.deepEqual([...new Set(texts)], ["before"]);
});

test("close sends what waits and then ends; abort drops it", async (t) => {
	const loop = newLoop(t);
	const folder = temporaryFolder(t);
	for (const how of ["close", "abort"] as const) {
		const path = join(folder, how);
		const sock = receiver(t, path);
		const { transport, protocol } = await endpoint(t, loop, { remoteAddr: path });
		let sent = 0;
		for (; transport.getWriteBufferSize() < 1000; sent += 1) transport.sendto(`${sent}`);
		transport[how]();
		t.true(transport.isClosing());
		if (how === "close") {
			await turns(5);
			t.is(protocol.lost, "not yet", "it waits for room");
			transport.sendto("too late to be refused, not too late to be sent");
			sent += 1;
		} else {
			t.is(transport.getWriteBufferSize(), 0);
			await eventually("the end", () => protocol.lost === undefined);
		}
		const texts = [...received(sock)];
		if (how === "close") {
			await eventually("the end", () => {
				texts.push(...received(sock));
				return protocol.lost === undefined;
			});
			texts.push(...received(sock));
			t.is(texts.length, sent);
		} else t.true(texts.length < sent);
		t.deepEqual(protocol.calls, ["connectionMade", "connectionLost"]);
	}
	await becomesIdle(loop);
});

test("a receiver that goes away while datagrams wait is errorReceived's, for each of them, and the end comes", async (t) => {
	const loop = newLoop(t);
	const path = join(temporaryFolder(t), "gone");
	const sock = receiver(t, path);
	const { transport, protocol } = await endpoint(t, loop, { remoteAddr: path });
	while (transport.getWriteBufferSize() < 100) transport.sendto("x");
	transport.close();
	sock.close();
	await eventually("the end", () => protocol.lost === undefined);
	t.true(protocol.errors.length > 0);
	for (const error of protocol.errors) t.true(error instanceof OSError);
	await becomesIdle(loop);
});

test("a Unix endpoint's path: made at the start, removed at the end, told to its peers", async (t) => {
	const loop = newLoop(t);
	const folder = temporaryFolder(t);
	const [here, there] = [join(folder, "here"), join(folder, "there")];
	const server = await endpoint(t, loop, { localAddr: there });
	const client = await endpoint(t, loop, { localAddr: here, remoteAddr: there });
	const nameless = await endpoint(t, loop, { remoteAddr: there });
	t.is(client.transport.getExtraInfo("sockname"), here);
	client.transport.sendto("signed");
	nameless.transport.sendto("unsigned");
	await eventually("both", () => server.protocol.datagrams.length === 2);
	t.deepEqual(server.protocol.senders, [here, undefined]);
	server.transport.sendto("back", here);
	await eventually("the answer", () => client.protocol.texts[0] === "back");
	t.true(existsSync(here));
	client.transport.close();
	server.transport.close();
	await eventually(
		"the ends",
		() => client.protocol.lost === undefined && server.protocol.lost === undefined,
	);
	t.false(existsSync(here));
	t.false(existsSync(there));
});

test("a path that a dead socket left is replaced, a live one's is not, nor is anything else", async (t) => {
	const loop = newLoop(t);
	const folder = temporaryFolder(t);
	const stale = join(folder, "stale");
	const dead = new Socket(AF_UNIX, SOCK_DGRAM);
	dead.bind(stale);
	dead.close();
	t.true(existsSync(stale));
	await endpoint(t, loop, { localAddr: stale });
	const create = async (path: string) =>
		loop.createDatagramEndpoint(() => new Recorder(), { localAddr: path });
	await t.throwsAsync(create(stale), { instanceOf: OSError, code: "EADDRINUSE" });
	t.true(existsSync(stale));
	const file = join(folder, "file");
	writeFileSync(file, "precious");
	await t.throwsAsync(create(file), { instanceOf: OSError, code: "EADDRINUSE" });
	t.true(existsSync(file));
	await t.throwsAsync(create(join(folder, "no", "such", "folder")), { code: "ENOENT" });
});

test("a path that somebody else has taken over stays when the endpoint ends", async (t) => {
	const loop = newLoop(t);
	const path = join(temporaryFolder(t), "taken");
	const first = await endpoint(t, loop, { localAddr: path });
	rmSync(path);
	const second = await endpoint(t, loop, { localAddr: path });
	first.transport.close();
	await eventually("the end", () => first.protocol.lost === undefined);
	t.true(existsSync(path));
	const client = await endpoint(t, loop, { remoteAddr: path });
	client.transport.sendto("still there");
	await eventually("the datagram", () => second.protocol.texts[0] === "still there");
});

test("an abstract name has no path: nothing is left behind", async (t) => {
	if (process.platform !== "linux") return skip(t, "abstract names", "Linux alone has them");
	const loop = newLoop(t);
	const name = Buffer.concat([Buffer.from([0]), Buffer.from(`evloop-${randomBytes(6).toString("hex")}`)]);
	const server = await endpoint(t, loop, { localAddr: name });
	const client = await endpoint(t, loop, { localAddr: "", family: AF_UNIX, remoteAddr: name });
	t.deepEqual(server.transport.getExtraInfo("sockname"), name);
	client.transport.sendto("hello");
	await eventually("the datagram", () => server.protocol.datagrams.length === 1);
	t.true(Buffer.isBuffer(server.protocol.senders[0]), "an empty name has the kernel choose one");
	server.transport.sendto("back", server.protocol.senders[0]);
	await eventually("the answer", () => client.protocol.texts[0] === "back");
});

test("Unix datagrams larger than UDP's arrive whole, up to 256 KiB", async (t) => {
	const loop = newLoop(t);
	const path = join(temporaryFolder(t), "large");
	const server = await endpoint(t, loop, { localAddr: path });
	const client = await endpoint(t, loop, { remoteAddr: path });
	const sock = client.transport.getExtraInfo("socket");
	sock?.setsockopt(SOL_SOCKET, SO_SNDBUF, 400_000);
	server.transport.getExtraInfo("socket")?.setsockopt(SOL_SOCKET, SO_RCVBUF, 400_000);
	const large = randomBytes(150_000);
	client.transport.sendto(large);
	client.transport.sendto("small");
	await eventually("both", () => server.protocol.datagrams.length === 2);
	t.true(server.protocol.datagrams[0]?.equals(large));
	t.is(server.protocol.texts[1], "small");
});

test("a socket that is brought: a pair of datagram sockets, with empty datagrams", async (t) => {
	const loop = newLoop(t);
	const [a, b] = socketpair(AF_UNIX, SOCK_DGRAM);
	const left = await endpoint(t, loop, { sock: a });
	const right = await endpoint(t, loop, { sock: b });
	t.is(left.transport.getExtraInfo("socket"), a);
	t.is(a.gettimeout(), 0, "it is made non-blocking");
	left.transport.sendto("");
	left.transport.sendto("x");
	await eventually("both", () => right.protocol.datagrams.length === 2);
	t.deepEqual(right.protocol.texts, ["", "x"]);
	left.transport.close();
	await eventually("the end", () => left.protocol.lost === undefined);
	t.is(a.fileno(), -1);
	// A child that another test starts in this moment has the socket, too, until it runs its program.
	await eventually("the error", () => {
		if (right.protocol.errors.length === 0) right.transport.sendto("nobody there");
		return right.protocol.errors.length > 0;
	});
	t.true(right.protocol.errors[0] instanceof OSError);
	t.false(right.transport.isClosing());
});

test("a sequenced-packet socket that is brought: its end ends the endpoint, once", async (t) => {
	const loop = newLoop(t);
	let pair: [Socket, Socket];
	try {
		pair = socketpair(AF_UNIX, SOCK_SEQPACKET);
	} catch {
		return skip(t, "seqpacket", "this system has none");
	}
	const left = await endpoint(t, loop, { sock: pair[0] });
	const right = await endpoint(t, loop, { sock: pair[1] });
	left.transport.sendto("one");
	left.transport.sendto("two");
	await eventually("both", () => right.protocol.datagrams.length === 2);
	left.transport.close();
	await eventually("the end", () => right.protocol.lost === undefined);
	t.deepEqual(right.protocol.calls, [
		"connectionMade",
		"datagramReceived",
		"datagramReceived",
		"connectionLost",
	]);
	await becomesIdle(loop);
});
