/** What the sock operations got wrong. */
import { getEventListeners } from "node:events";
import test from "ava";
import { ConnectionAbortedError, gaierror, ValueError } from "../../src/errors.js";
import {
	AF_INET,
	AF_UNIX,
	createServer,
	SOCK_DGRAM,
	SOCK_SEQPACKET,
	SOCK_STREAM,
	Socket,
} from "../../src/sockets/index.js";
import { becomesIdle } from "../helpers/becomes-idle.js";
import { countingLoop } from "../helpers/counting-loop.js";
import { eventually } from "../helpers/eventually.js";
import { newLoop } from "../helpers/new-loop.js";
import { drain, fill, nonBlockingPair } from "../helpers/non-blocking-pair.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";

/** Takes the memory of an array away, as postMessage with a transfer list does. */
function detach(bytes: Uint8Array): void {
	structuredClone(bytes.buffer, { transfer: [bytes.buffer as ArrayBuffer] });
}

const lost = { instanceOf: TypeError, message: /lost its memory/ };

test("a buffer that loses its memory while an operation waits makes it fail, and no message is lost", async (t) => {
	const loop = newLoop(t);
	for (const type of [SOCK_STREAM, SOCK_SEQPACKET, SOCK_DGRAM]) {
		const [a, b] = nonBlockingPair(t, type);
		for (const receive of [
			(buffer: Uint8Array) => loop.sockRecvInto(a, buffer),
			(buffer: Uint8Array) => loop.sockRecvfromInto(a, buffer),
		]) {
			const buffer = new Uint8Array(100);
			const receiving = receive(buffer);
			detach(buffer);
			b.send("kept");
			await t.throwsAsync(async () => await receiving, lost);
			t.is((await loop.sockRecv(a, 100)).toString(), "kept");
		}
	}
	await becomesIdle(loop);
});

test("data that loses its memory while an operation waits makes it fail, and nothing is sent for it", async (t) => {
	const loop = newLoop(t);
	for (const type of [SOCK_STREAM, SOCK_SEQPACKET, SOCK_DGRAM]) {
		const [a, b] = nonBlockingPair(t, type);
		for (const send of [
			(data: Uint8Array) => loop.sockSend(a, data),
			(data: Uint8Array) => loop.sockSendall(a, data),
		]) {
			const sent = fill(a);
			const data = new Uint8Array(1000);
			const sending = send(data);
			detach(data);
			const failed = t.throwsAsync(async () => await sending, lost);
			t.is(drain(b), sent);
			await failed;
			await loop.sockSendall(a, "next");
			t.is((await loop.sockRecv(b, 100)).toString(), "next");
		}
	}
	await becomesIdle(loop);
});

test("sockSendto: data that loses its memory while it waits makes it fail", async (t) => {
	const loop = newLoop(t);
	const path = `${temporaryFolder(t)}/receiver`;
	const [receiver, sender] = [new Socket(AF_UNIX, SOCK_DGRAM), new Socket(AF_UNIX, SOCK_DGRAM)];
	for (const sock of [receiver, sender]) {
		sock.setblocking(false);
		t.teardown(() => sock.close());
	}
	receiver.bind(path);
	let sent = 0;
	for (let full = false; !full; ) {
		const future = loop.sockSendto(sender, "x", path);
		full = !future.done();
		if (full) future.cancel();
		else sent += 1;
	}
	const data = new Uint8Array(10);
	const sending = loop.sockSendto(sender, data, path);
	detach(data);
	const failed = t.throwsAsync(async () => await sending, lost);
	t.is(drain(receiver), sent);
	await failed;
	await becomesIdle(loop);
});

test("sockSendall: what an array says of itself is not believed", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	class Liar extends Uint8Array {
		override get byteLength(): number {
			return 2 ** 30;
		}
		override get length(): number {
			return 2 ** 30;
		}
		override subarray(): never {
			throw new Error("asked for a part");
		}
	}
	const data = new Liar(1_000_000).fill(7);
	const sending = loop.sockSendall(a, data);
	let received = 0;
	while (received < 1_000_000) received += (await loop.sockRecv(b, 1_000_000)).length;
	await sending;
	t.is(received, 1_000_000);
	t.throws(() => b.recv(1), { code: "EAGAIN" });
	const buffer = new Liar(4);
	a.send("12345678");
	t.is(await loop.sockRecvInto(b, buffer), 4);
	t.is(b.recv(100).toString(), "5678");
});

test("sockSendto: a full receiver does not make the loop spin, and the datagrams keep their order", async (t) => {
	const { loop, waits } = countingLoop(t);
	const path = `${temporaryFolder(t)}/receiver`;
	const [receiver, sender] = [new Socket(AF_UNIX, SOCK_DGRAM), new Socket(AF_UNIX, SOCK_DGRAM)];
	for (const sock of [receiver, sender]) {
		sock.setblocking(false);
		t.teardown(() => sock.close());
	}
	receiver.bind(path);
	const sending = Array.from({ length: 60 }, (_, i) => loop.sockSendto(sender, `${i}`, path));
	const waiting = sending.filter((future) => !future.done()).length;
	t.true(waiting > 0 && waiting < 60, `${waiting} wait`);
	const begin = waits();
	await new Promise((resolve) => setTimeout(resolve, 300));
	const waited = waits() - begin;
	// 1 + 2 + 4 + … + 50 ms, and 50 from there on; one that spins has tens of thousands.
	t.true(waited < 100, `${waited} waits while nothing could happen`);
	const received: string[] = [];
	while (received.length < 60) {
		const [data] = await loop.sockRecvfrom(receiver, 100);
		received.push(data.toString());
	}
	t.deepEqual(
		received,
		Array.from({ length: 60 }, (_, i) => `${i}`),
	);
	t.deepEqual(await Promise.all(sending), [
		...Array.from({ length: 10 }, () => 1),
		...Array.from({ length: 50 }, () => 2),
	]);
	await becomesIdle(loop);
});

test("sockSendto: a rest ends with the last who waited for it", async (t) => {
	const loop = newLoop(t);
	const path = `${temporaryFolder(t)}/receiver`;
	const [receiver, sender] = [new Socket(AF_UNIX, SOCK_DGRAM), new Socket(AF_UNIX, SOCK_DGRAM)];
	for (const sock of [receiver, sender]) sock.setblocking(false);
	receiver.bind(path);
	const sending = Array.from({ length: 30 }, () => loop.sockSendto(sender, "x", path));
	await eventually("the sender to rest", () => loop.statistics().timers === 1);
	for (const future of sending) future.cancel();
	t.deepEqual(loop.statistics(), { ready: 0, timers: 0, watched: 0, holding: false });
	// The number is nobody's now: the next one is tried at once.
	t.is(drain(receiver), sending.filter((future) => !future.cancelled()).length);
	t.is(await loop.sockSendto(sender, "again", path), 5);
	const more = Array.from({ length: 30 }, () => loop.sockSendto(sender, "x", path));
	await eventually("the sender to rest", () => loop.statistics().timers === 1);
	const outcomes = Promise.allSettled(more.filter((future) => !future.done()));
	sender.close();
	for (const each of await outcomes) {
		t.true(each.status === "rejected" && each.reason instanceof ConnectionAbortedError);
	}
	receiver.close();
	await becomesIdle(loop, 0);
});

test("a socket that is closed while its host is looked up fails with a ConnectionAbortedError", async (t) => {
	const loop = newLoop(t);
	const [tcp, udp] = [new Socket(), new Socket(AF_INET, SOCK_DGRAM)];
	for (const sock of [tcp, udp]) sock.setblocking(false);
	const waiting = [loop.sockConnect(tcp, ["localhost", 9]), loop.sockSendto(udp, "x", ["localhost", 9])].map(
		(future) => t.throwsAsync(async () => await future, { instanceOf: ConnectionAbortedError }),
	);
	tcp.close();
	udp.close();
	await Promise.all(waiting);
	await becomesIdle(loop, 0);
});

test("closing the loop fails also those who wait for a name, or for room in a listener's queue", async (t) => {
	const loop = newLoop(t);
	const path = `${temporaryFolder(t)}/full`;
	const listener = new Socket(AF_UNIX, SOCK_STREAM);
	t.teardown(() => listener.close());
	listener.bind(path);
	listener.listen(0);
	const clients = Array.from({ length: 4 }, () => new Socket(AF_UNIX, SOCK_STREAM));
	const tcp = new Socket();
	for (const sock of [...clients, tcp]) {
		sock.setblocking(false);
		t.teardown(() => sock.close());
	}
	const connecting = clients.map((sock) => loop.sockConnect(sock, path));
	const left = [...connecting.filter((future) => !future.done()), loop.sockConnect(tcp, ["localhost", 9])];
	t.true(left.length > 1);
	const waiting = left.map((future) =>
		t.throwsAsync(async () => await future, { instanceOf: ConnectionAbortedError }),
	);
	loop.close();
	await Promise.all(waiting);
});

test("a Unix socket that waits for room in a listener's queue is told at once when it is closed", async (t) => {
	const loop = newLoop(t);
	const path = `${temporaryFolder(t)}/full`;
	const listener = new Socket(AF_UNIX, SOCK_STREAM);
	t.teardown(() => listener.close());
	listener.bind(path);
	listener.listen(0);
	const clients = Array.from({ length: 4 }, () => new Socket(AF_UNIX, SOCK_STREAM));
	for (const sock of clients) sock.setblocking(false);
	const connecting = clients.map((sock) => loop.sockConnect(sock, path));
	const waiting = connecting.filter((future) => !future.done());
	for (const sock of clients) sock.close();
	t.true(waiting.length > 0);
	for (const future of waiting) t.true(future.exception() instanceof ConnectionAbortedError);
	await becomesIdle(loop, 0);
});

test("sockConnect refuses a foreign descriptor that would block the thread", async (t) => {
	const loop = newLoop(t);
	const [server, blocking] = [createServer(["127.0.0.1", 0]), new Socket()];
	t.teardown(() => server.close());
	t.teardown(() => blocking.close());
	const address = server.getsockname<[string, number]>();
	t.throws(() => loop.sockConnect(blocking.fileno(), address), {
		instanceOf: ValueError,
		message: /fd \d+ must be non-blocking/,
	});
	blocking.setblocking(false);
	await loop.sockConnect(blocking.fileno(), address);
	t.deepEqual(blocking.getpeername(), address);
});

test("many operations may share one signal: Node is not made to warn of a leak", async (t) => {
	const loop = newLoop(t);
	const warnings: string[] = [];
	const note = ({ name }: Error) => warnings.push(name);
	process.on("warning", note);
	t.teardown(() => process.off("warning", note));
	const [a, b] = nonBlockingPair(t);
	const controller = new AbortController();
	const { signal } = controller;
	const count = () => getEventListeners(signal, "abort").length;
	const operations = Array.from({ length: 50 }, () => loop.sockRecv(a, 1, { signal }));
	t.is(count(), 1);
	b.send("x");
	t.is((await operations[0])?.toString(), "x");
	t.is(count(), 1);
	const outcomes = Promise.allSettled(operations);
	const reason = new Error("enough");
	controller.abort(reason);
	const [, ...rest] = await outcomes;
	t.deepEqual(rest, Array(49).fill({ status: "rejected", reason }));
	await becomesIdle(loop, 0);
	t.is(count(), 0);
	t.deepEqual(warnings, []);
});

test("blocking: a name that cannot be resolved makes the operation fail, as in a hosted loop", (t) => {
	const loop = newLoop(t);
	const sock = new Socket();
	sock.setblocking(false);
	t.teardown(() => sock.close());
	const failure = loop.runUntilCompleteSync(function* () {
		const future = loop.sockConnect(sock, ["no-such-host.invalid", 80]);
		try {
			yield* future;
		} catch (error) {
			return error;
		}
		return undefined;
	});
	t.true(failure instanceof gaierror);
});
