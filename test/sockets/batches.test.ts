/** sendmmsg and recvmmsg: many datagrams in one call. */
import test, { type ExecutionContext } from "ava";
import { ValueError } from "../../src/errors.js";
import {
	AF_INET,
	AF_INET6,
	AF_UNIX,
	type InetAddress,
	MSG_PEEK,
	SO_SNDBUF,
	SOCK_DGRAM,
	SOCK_SEQPACKET,
	SOL_SOCKET,
	Socket,
	socketpair,
} from "../../src/sockets/index.js";
import { encodeAddress, IncomingBatch, OutgoingBatch } from "../../src/sockets/internals.js";
import { hasLoopback6 } from "./helpers/has-loopback6.js";
import { pairOf } from "./helpers/pairs.js";
import { track } from "./helpers/track.js";

/** A UDP socket on loopback, non-blocking. */
function udp(t: ExecutionContext, family: number = AF_INET): Socket {
	const sock = track(t, new Socket(family, SOCK_DGRAM));
	sock.bind([family === AF_INET ? "127.0.0.1" : "::1", 0]);
	sock.setblocking(false);
	return sock;
}

function texts(datagrams: readonly (readonly [Buffer, unknown])[]): string[] {
	return datagrams.map(([data]) => data.toString());
}

test("sendmmsg, recvmmsg: many go and come in order, with addresses, an empty one among them", (t) => {
	const [a, b] = [udp(t), udp(t)];
	const to = b.getsockname<InetAddress>();
	const messages = Array.from({ length: 100 }, (_, i) => [i === 50 ? "" : `message ${i}`, to] as const);
	t.is(a.sendmmsg(messages), 100);
	const first = b.recvmmsg(30, 100);
	t.is(first.length, 30);
	t.deepEqual(first[29], [Buffer.from("message 29"), a.getsockname()]);
	const rest = b.recvmmsg(1024, 100);
	t.deepEqual(
		texts([...first, ...rest]),
		messages.map(([text]) => text),
	);
	t.throws(() => b.recvmmsg(1, 100), { code: "EAGAIN", message: /recvmmsg/ });
});

test("sendmmsg: what recvmmsg gives is what it takes", (t) => {
	const [a, b] = [udp(t), udp(t)];
	a.connect(b.getsockname());
	a.sendmmsg([["one"], ["two", undefined]]);
	t.is(b.sendmmsg(b.recvmmsg(10, 100)), 2);
	t.deepEqual(texts(a.recvmmsg(10, 100)), ["one", "two"]);
});

test("sendmmsg, recvmmsg: IPv6, with different receivers in one batch", (t) => {
	if (!hasLoopback6(t)) return;
	const [a, b, c] = [udp(t, AF_INET6), udp(t, AF_INET6), udp(t, AF_INET6)];
	t.is(
		a.sendmmsg([
			["to b", b.getsockname()],
			["to c", c.getsockname()],
		]),
		2,
	);
	t.deepEqual(b.recvmmsg(5, 100), [[Buffer.from("to b"), a.getsockname()]]);
	t.deepEqual(c.recvmmsg(5, 100), [[Buffer.from("to c"), a.getsockname()]]);
});

test("recvmmsg: waits for the first alone, and what is longer than the size is cut", (t) => {
	const [a, b] = pairOf(t, SOCK_DGRAM);
	a.send("a long message");
	t.deepEqual(b.recvmmsg(8, 6), [[Buffer.from("a long"), undefined]]);
	a.send("x");
	t.deepEqual(b.recvmmsg(8, 0), [[Buffer.alloc(0), undefined]]);
	b.settimeout(20);
	t.throws(() => b.recvmmsg(8, 6), { name: "TimeoutError" });
});

test("recvmmsg: copies are the caller's; large and many", (t) => {
	const [a, b] = pairOf(t, SOCK_DGRAM);
	a.settimeout(0);
	a.setsockopt(SOL_SOCKET, SO_SNDBUF, 2_000_000);
	const sent = Array.from({ length: 5 }, (_, i) => Buffer.alloc(40_000 + i, String(i)));
	t.is(a.sendmmsg(sent.map((data) => [data])), 5);
	const received = b.recvmmsg(1024, 100_000);
	a.sendmmsg([["overwritten?"], ["overwritten?"]]);
	b.recvmmsg(2, 100_000);
	t.deepEqual(
		received.map(([data]) => data),
		sent,
	);
});

test("sendmmsg: tells how many had room, and with the rest that there is none", (t) => {
	const [a, b] = pairOf(t, SOCK_DGRAM);
	a.settimeout(0);
	const messages = Array.from({ length: 1024 }, (_, i) => [`message ${i}`] as const);
	const sent = a.sendmmsg(messages);
	t.true(sent > 0 && sent < 1024, `${sent}`);
	t.throws(() => a.sendmmsg(messages.slice(sent)), { code: "EAGAIN", message: /sendmmsg/ });
	b.settimeout(0);
	t.deepEqual(
		texts(b.recvmmsg(1024, 100)),
		messages.slice(0, sent).map(([text]) => text),
	);
});

test("sendmmsg: one that is refused ends the batch; the next call tells why", (t) => {
	const [a, b] = [udp(t), udp(t)];
	const to = b.getsockname<InetAddress>();
	const messages = [["good", to] as const, [Buffer.alloc(70_000), to] as const, ["never", to] as const];
	t.is(a.sendmmsg(messages), 1);
	t.throws(() => a.sendmmsg(messages.slice(1)), { code: "EMSGSIZE" });
	t.deepEqual(texts(b.recvmmsg(5, 100)), ["good"]);
});

test("sendmmsg, recvmmsg: SOCK_SEQPACKET, and MSG_PEEK leaves them there", (t) => {
	const [a, b] = pairOf(t, SOCK_SEQPACKET);
	a.sendmmsg([["one"], ["two"]]);
	b.recvmmsg(1, 10, MSG_PEEK);
	t.deepEqual(texts(b.recvmmsg(2, 10)), ["one", "two"]);
});

test("sendmmsg: refuses wrong arguments before the call", (t) => {
	const [a, b] = [udp(t), udp(t)];
	const to = b.getsockname<InetAddress>();
	const refused = (messages: unknown, type: new () => Error, message: RegExp) => {
		const error = t.throws(() => a.sendmmsg(messages as never), { instanceOf: type as never });
		t.regex((error as Error).message, message);
	};
	refused("abc", TypeError, /messages must be an array of \[data, address\], got "abc"/);
	refused([], RangeError, /messages may be 1 to 1024, these are 0/);
	refused(Array(1025).fill(["x", to]), RangeError, /these are 1025/);
	refused(["x"], TypeError, /messages\[0\] must be \[data, address\]/);
	refused(Array(3), TypeError, /messages\[0\]/);
	refused(
		[
			["x", to],
			[7, to],
		],
		TypeError,
		/messages\[1\]\[0\] must be a Uint8Array/,
	);
	refused([["x", "nowhere"]], TypeError, /./);
	refused([["x", ["127.0.0.1", 70_000]]], RangeError, /./);
	const lost = new Uint8Array(8);
	structuredClone(lost.buffer, { transfer: [lost.buffer] });
	refused([[lost, to]], TypeError, /lost its memory/);
	const late = Buffer.alloc(10);
	const address = ["127.0.0.1", 1];
	Object.defineProperty(address, 0, {
		get() {
			if (late.buffer.byteLength > 0) structuredClone(late.buffer, { transfer: [late.buffer] });
			return "127.0.0.1";
		},
	});
	t.throws(() => a.sendmmsg([[Buffer.from(late.buffer, late.byteOffset, 10), address as never]]));
	t.throws(() => a.sendmmsg([["x", to]], 1.5), { instanceOf: TypeError });
	t.throws(() => b.recvmmsg(1, 10), { code: "EAGAIN" });
	a.close();
	t.throws(() => a.sendmmsg([["x", to]]), { code: "EBADF" });
});

test("recvmmsg: refuses wrong arguments before the call", (t) => {
	const sock = udp(t);
	for (const count of [0, 1025, -1]) t.throws(() => sock.recvmmsg(count, 10), { instanceOf: RangeError });
	for (const wrong of [1.5, "1", Number.NaN, undefined]) {
		t.throws(() => sock.recvmmsg(wrong as never, 10), { instanceOf: TypeError });
		t.throws(() => sock.recvmmsg(1, wrong as never), { instanceOf: TypeError });
	}
	t.throws(() => sock.recvmmsg(1, -1), { instanceOf: RangeError });
	t.throws(() => sock.recvmmsg(1024, 2 ** 21), { instanceOf: RangeError });
	sock.close();
	t.throws(() => sock.recvmmsg(1, 10), { code: "EBADF" });
	const [stream] = pairOf(t);
	t.throws(() => stream.recvmmsg(1, 10), { instanceOf: ValueError, message: /a stream has no messages/ });
	t.throws(() => stream.sendmmsg([["x"]]), { instanceOf: ValueError });
});

test("the fallback of single calls: the same datagrams, the same counts", (t) => {
	const [a, b] = socketpair(AF_UNIX, SOCK_DGRAM).map((sock) => track(t, sock)) as [Socket, Socket];
	for (const sock of [a, b]) sock.setblocking(false);
	const unused = () => t.fail() as never;
	const batch = new OutgoingBatch("sendmmsg", [["one"], [""], ["three"]], 0, unused, false);
	t.is(batch.attempt(a.fileno()), 3);
	const incoming = new IncomingBatch("recvmmsg", 5, 4, 0, false);
	t.is(incoming.attempt(b.fileno()), 3);
	t.deepEqual(texts(incoming.take(3)), ["one", "", "thre"]);
	t.is(incoming.attempt(b.fileno()), -1);
	const many = new OutgoingBatch("sendmmsg", Array(1000).fill(["x"]), 0, unused, false);
	const sent = many.attempt(a.fileno());
	t.true(sent > 0 && sent < 1000);
	t.is(many.attempt(a.fileno()), -1);
	const [c, d] = [udp(t), udp(t)];
	const encode = (address: unknown) => encodeAddress(AF_INET, address as InetAddress) ?? new Uint8Array();
	t.is(new OutgoingBatch("sendmmsg", [["x", d.getsockname()]], 0, encode, false).attempt(c.fileno()), 1);
	const last = new IncomingBatch("recvmmsg", 2, 10, 0, false);
	t.deepEqual(last.take(last.attempt(d.fileno())), [[Buffer.from("x"), c.getsockname()]]);
});
