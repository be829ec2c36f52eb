/** The loop's operations on sockets, each on real ones of every kind. */
import test, { type ExecutionContext } from "ava";
import { CancelledError, ConnectionAbortedError, type OSError, ValueError } from "../../src/errors.js";
import type { EventLoop } from "../../src/loop/index.js";
import {
	type Address,
	AF_INET,
	AF_INET6,
	AF_UNIX,
	createServer,
	SOCK_DGRAM,
	SOCK_SEQPACKET,
	SOCK_STREAM,
	Socket,
} from "../../src/sockets/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { drain, fill, nonBlockingPair } from "../helpers/non-blocking-pair.js";

/** A non-blocking socket that is closed at the end of the test. */
function socketOf(t: ExecutionContext, family: number, type: number): Socket {
	const sock = new Socket(family, type);
	sock.setblocking(false);
	t.teardown(() => sock.close());
	return sock;
}

/** A listener on loopback. */
function listenerOf(t: ExecutionContext, host = "127.0.0.1"): Socket {
	const listener = createServer([host, 0], { family: host.includes(":") ? AF_INET6 : AF_INET });
	listener.setblocking(false);
	t.teardown(() => listener.close());
	return listener;
}

/** Two TCP sockets, connected by the loop. */
async function connect(t: ExecutionContext, loop: EventLoop, host?: string): Promise<[Socket, Socket]> {
	const listener = listenerOf(t, host);
	const client = socketOf(t, listener.family, SOCK_STREAM);
	const [[server, peer]] = await Promise.all([
		loop.sockAccept(listener),
		loop.sockConnect(client, listener.getsockname()),
	]);
	t.teardown(() => server.close());
	t.deepEqual(peer as Address, client.getsockname());
	return [client, server];
}

/** Nothing is registered any more. */
function isIdle(t: ExecutionContext, loop: EventLoop): void {
	t.is(loop.statistics().watched, 0);
	t.false(loop.statistics().holding);
}

for (const host of ["127.0.0.1", "::1"]) {
	test(`sockAccept, sockConnect, sockRecv, sockSendall: both ways over TCP on ${host}`, async (t) => {
		const loop = newLoop(t);
		const [client, server] = await connect(t, loop, host);
		const received = loop.sockRecv(server, 100);
		t.false(received.done());
		await loop.sockSendall(client, "ping");
		t.is((await received).toString(), "ping");
		await loop.sockSendall(server, Buffer.from("pong"));
		t.is((await loop.sockRecv(client, 2)).toString(), "po");
		t.is((await loop.sockRecv(client, 2)).toString(), "ng");
		client.close();
		t.is((await loop.sockRecv(server, 100)).length, 0);
	});
}

for (const [name, type] of [
	["stream", SOCK_STREAM],
	["datagram", SOCK_DGRAM],
	["seqpacket", SOCK_SEQPACKET],
] as const) {
	test(`sockSend, sockRecv: a Unix ${name} pair`, async (t) => {
		const loop = newLoop(t);
		const [a, b] = nonBlockingPair(t, type);
		t.is(await loop.sockSend(a, "one"), 3);
		const first = await loop.sockRecv(b, 100);
		t.is(first.toString(), "one");
		const into = Buffer.alloc(8, "-");
		t.is(await loop.sockSend(b, "two"), 3);
		t.is(await loop.sockRecvInto(a, into.subarray(2)), 3);
		t.is(into.toString(), "--two---");
		t.is(first.toString(), "one", "what was handed out stays as it was");
	});

	test(`sockSendall: waits as long as a full Unix ${name} socket has no room`, async (t) => {
		const loop = newLoop(t);
		const [a, b] = nonBlockingPair(t, type);
		const filled = fill(a);
		const sent = loop.sockSendall(a, Buffer.alloc(1000, "y"));
		t.false(sent.done());
		let received = drain(b);
		await sent;
		received += drain(b);
		t.is(received, filled + 1000);
	});
}

test("sockSendto, sockRecvfrom, sockRecvfromInto: datagrams with their senders, empty ones too", async (t) => {
	const loop = newLoop(t);
	const a = socketOf(t, AF_INET, SOCK_DGRAM);
	const b = socketOf(t, AF_INET, SOCK_DGRAM);
	for (const sock of [a, b]) sock.bind(["127.0.0.1", 0]);
	const [, port] = b.getsockname<readonly [string, number]>();

	const waiting = loop.sockRecvfrom(b, 100);
	t.is(await loop.sockSendto(a, "by name", ["localhost", port]), 7);
	const [data, from] = await waiting;
	t.is(data.toString(), "by name");
	t.deepEqual(from as Address, a.getsockname());
	t.is(await loop.sockSendto(a, "", b.getsockname()), 0);
	t.is((await loop.sockRecvfrom(b, 100))[0].length, 0);
	await loop.sockSendto(b, "back", a.getsockname());
	const buffer = Buffer.alloc(10, ".");
	t.deepEqual(await loop.sockRecvfromInto(a, buffer, 3), [3, b.getsockname()]);
	t.is(buffer.toString(), "bac.......");
});

test("sockRecv: several on one socket are served in their order", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t, SOCK_SEQPACKET);
	const order: string[] = [];
	const waiting = [1, 2, 3].map(async (number) => {
		order.push(`${number}: ${await loop.sockRecv(a, 10)}`);
	});
	for (const word of ["x", "y", "z"]) b.send(word);
	await Promise.all(waiting);
	t.deepEqual(order, ["1: x", "2: y", "3: z"]);
});

test("cancel: a receive that is taken back leaves its data to the next one, and nothing registered", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const first = loop.sockRecv(a, 10);
	const second = loop.sockRecv(a, 10);
	t.true(first.cancel("not needed"));
	t.false(first.cancel());
	b.send("hello");
	t.is((await second).toString(), "hello");
	await t.throwsAsync(async () => first, { instanceOf: CancelledError, message: "not needed" });

	const third = loop.sockRecv(a, 10);
	third.cancel();
	isIdle(t, loop);
	b.send("kept");
	t.is(a.recv(10).toString(), "kept");
});

test("cancel: an accept that is taken back leaves the connection to the next one", async (t) => {
	const loop = newLoop(t);
	const listener = listenerOf(t);
	const first = loop.sockAccept(listener);
	const second = loop.sockAccept(listener);
	const client = socketOf(t, AF_INET, SOCK_STREAM);
	const connected = loop.sockConnect(client, listener.getsockname());
	// On a ring the kernel may have accepted it for the first one by now: then it is the first one's.
	const inTime = first.cancel();
	const [connection] = await (inTime ? second : first);
	await connected;
	t.deepEqual(connection.getpeername(), client.getsockname());
	connection.close();
	t.is(first.cancelled(), inTime);
	if (!inTime) t.true(second.cancel());
});

test("signal: aborting takes an operation back with the signal's reason, before it begins and while it waits", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const controller = new AbortController();
	const { signal } = controller;
	const received = loop.sockRecv(a, 10, { signal });
	const reason = new Error("enough");
	controller.abort(reason);
	t.is(await t.throwsAsync(async () => received), reason);
	b.send("kept");
	t.is(await t.throwsAsync(async () => loop.sockRecv(a, 10, { signal })), reason);
	t.is((await loop.sockRecv(a, 10)).toString(), "kept");
	t.throws(() => loop.sockRecv(a, 10, { signal: {} as AbortSignal }), { instanceOf: TypeError });
});

// Serial: the other tests of this file would take the number.
test.serial(
	"close: whoever waits for a socket that is closed gets a ConnectionAbortedError, and its number can be used again",
	async (t) => {
		const loop = newLoop(t);
		const [a, b] = nonBlockingPair(t);
		const fd = a.fileno();
		const received = loop.sockRecv(a, 10);
		fill(b);
		const sent = loop.sockSendall(b, "more");
		a.close();
		const error = await t.throwsAsync<OSError>(async () => received, { instanceOf: ConnectionAbortedError });
		t.is(error.fd, fd);
		await t.throwsAsync(async () => sent, { code: "EPIPE" });
		// The kernel gives the lowest free number out first: unless a thread was faster, one of these four has it.
		const pairs = [nonBlockingPair(t), nonBlockingPair(t)];
		for (const [one, other] of pairs) {
			const words = loop.sockRecv(one, 10);
			other.send("new owner");
			t.is((await words).toString(), "new owner");
		}
	},
);

test("sockConnect: refused where nobody listens, unknown where there is no such host", async (t) => {
	const loop = newLoop(t);
	const listener = listenerOf(t);
	const address = listener.getsockname<readonly [string, number]>();
	listener.close();
	const sock = socketOf(t, AF_INET, SOCK_STREAM);
	const refused = await t.throwsAsync<OSError>(async () => loop.sockConnect(sock, address));
	t.is(refused.name, "ConnectionRefusedError");
	t.deepEqual(
		[refused.code, refused.syscall, refused.address, refused.port],
		["ECONNREFUSED", "connect", ...address],
	);
	const unknown = socketOf(t, AF_INET, SOCK_STREAM);
	await t.throwsAsync(async () => loop.sockConnect(unknown, ["no-such-host.invalid", 80]), {
		name: "gaierror",
	});
	isIdle(t, loop);
});

test("sockConnect: waits while a Unix listener's queue is full", async (t) => {
	const loop = newLoop(t);
	const listener = socketOf(t, AF_UNIX, SOCK_STREAM);
	const name = Buffer.from(`\0evloop-full-${process.pid}`);
	listener.bind(name);
	listener.listen(0);
	const clients = [1, 2, 3].map(() => socketOf(t, AF_UNIX, SOCK_STREAM));
	const connected = clients.map((sock) => loop.sockConnect(sock, name));
	t.true(connected.some((future) => !future.done()));
	for (const _ of clients) {
		const [connection] = await loop.sockAccept(listener);
		connection.close();
	}
	await Promise.all(connected);
	t.false(loop.statistics().holding);
});

test("sockSendall: 4 MiB pass a slow reader whole", async (t) => {
	const loop = newLoop(t);
	const [client, server] = await connect(t, loop);
	const data = Buffer.from(Uint8Array.from({ length: 4 << 20 }, (_, i) => (i * 7 + (i >> 9)) & 0xff));
	const sent = loop.sockSendall(client, data);
	t.false(sent.done());
	const parts: Buffer[] = [];
	for (let size = 0; size < data.length; ) {
		const part = await loop.sockRecv(server, 10_000);
		parts.push(part);
		size += part.length;
	}
	await sent;
	t.true(Buffer.concat(parts).equals(data));
});

test("wrong use: is refused before anything happens", (t) => {
	const loop = newLoop(t);
	const [a] = nonBlockingPair(t);
	const blocking = new Socket();
	t.teardown(() => blocking.close());
	const closed = new Socket();
	closed.close();
	const cases: [string, () => unknown, object][] = [
		["a size that is no number", () => loop.sockRecv(a, "1" as never), { instanceOf: TypeError }],
		["a fraction", () => loop.sockRecv(a, 1.5), { instanceOf: TypeError }],
		["a negative size", () => loop.sockRecv(a, -1), { instanceOf: RangeError }],
		["more than a call can move", () => loop.sockRecv(a, 2 ** 31), { instanceOf: RangeError }],
		["no socket", () => loop.sockRecv(undefined as never, 1), { instanceOf: ValueError }],
		["a blocking socket", () => loop.sockRecv(blocking, 1), { instanceOf: ValueError }],
		["a closed socket", () => loop.sockRecv(closed, 1), { code: "EBADF" }],
		["no buffer", () => loop.sockRecvInto(a, "x" as never), { instanceOf: TypeError }],
		["no room", () => loop.sockRecvInto(a, Buffer.alloc(0)), { instanceOf: RangeError }],
		["too many bytes", () => loop.sockRecvfromInto(a, Buffer.alloc(2), 3), { instanceOf: RangeError }],
		["no data", () => loop.sockSendall(a, 5 as never), { instanceOf: TypeError }],
		["no address", () => loop.sockConnect(a, 5 as never), { instanceOf: TypeError }],
		["no listener", () => loop.sockAccept(3 as never), { instanceOf: TypeError }],
		["a descriptor that is none", () => loop.waitReadable(-1), { instanceOf: ValueError }],
		["no callback", () => loop.addReader(a, undefined as never), { instanceOf: TypeError }],
	];
	for (const [what, call, expected] of cases) t.throws(call, expected, what);
	isIdle(t, loop);
});
