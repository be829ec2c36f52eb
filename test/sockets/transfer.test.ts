import test from "ava";
import { BrokenPipeError, OSError } from "../../src/errors.js";
import {
	AF_INET,
	AF_INET6,
	AF_UNIX,
	type InetAddress,
	MSG_DONTWAIT,
	MSG_PEEK,
	MSG_TRUNC,
	SHUT_RD,
	SHUT_RDWR,
	SHUT_WR,
	SOCK_DGRAM,
	SOCK_SEQPACKET,
	SOCK_STREAM,
	Socket,
	socketpair,
} from "../../src/sockets/index.js";
import { hasLoopback6 } from "./helpers/has-loopback6.js";
import { pairOf, tcpPair } from "./helpers/pairs.js";
import { track } from "./helpers/track.js";

test("send and recv carry strings and bytes, over TCP, TCP6 and Unix sockets", (t) => {
	const pairs = [tcpPair(t), pairOf(t), pairOf(t, SOCK_SEQPACKET)];
	if (hasLoopback6(t)) pairs.push(tcpPair(t, AF_INET6));
	for (const [left, right] of pairs) {
		t.is(left.send("grüße"), 7);
		t.is(right.recv(100).toString(), "grüße");
		t.is(right.send(new Uint8Array([1, 2, 3])), 3);
		t.deepEqual([...left.recv(100)], [1, 2, 3]);
		left.close();
		t.is(right.recv(100).length, 0, "the end");
	}
});

test("send takes a part of a larger buffer, and memory that is shared", (t) => {
	const [left, right] = pairOf(t);
	const whole = Buffer.from("0123456789");
	left.send(whole.subarray(3, 6));
	t.is(right.recv(100).toString(), "345");
	const shared = new Uint8Array(new SharedArrayBuffer(4));
	shared.set([9, 8, 7, 6]);
	left.send(shared);
	const into = new Uint8Array(new SharedArrayBuffer(4));
	t.is(right.recvInto(into), 4);
	t.deepEqual([...into], [9, 8, 7, 6]);
});

test("recv gives what is there, not what was asked for", (t) => {
	const [left, right] = pairOf(t);
	left.sendall("abcdef");
	t.is(right.recv(2).toString(), "ab");
	const rest = right.recv(1 << 20);
	t.is(rest.toString(), "cdef");
	t.true(rest.buffer.byteLength < 1 << 20, "a small message keeps no large buffer alive");
});

test("recv of nothing gives nothing and takes nothing", (t) => {
	const [left, right] = pairOf(t);
	left.sendall("x");
	t.is(right.recv(0).length, 0);
	t.is(right.recv(1).toString(), "x");
});

test("recvInto fills from the first byte on, as far as nbytes allows", (t) => {
	const [left, right] = pairOf(t);
	const buffer = Buffer.from("........");
	left.sendall("abcdef");
	t.is(right.recvInto(buffer.subarray(2), 3), 3);
	t.is(buffer.toString(), "..abc...");
	t.is(right.recvInto(buffer, 0), 3, "0 stands for all there is room for");
	t.is(buffer.toString(), "defbc...");
	left.close();
	t.is(right.recvInto(buffer), 0);
});

test("flags reach the kernel", (t) => {
	const [left, right] = pairOf(t);
	left.sendall("ab");
	t.is(right.recv(1, MSG_PEEK).toString(), "a");
	const buffer = Buffer.alloc(2);
	t.is(right.recvInto(buffer, 2, MSG_PEEK), 2);
	t.is(right.recv(2).toString(), "ab");
	t.throws(() => right.recv(1, MSG_DONTWAIT), { instanceOf: OSError, code: "EAGAIN" });
});

test("sendall sends more than any buffer holds", (t) => {
	const [left, right] = pairOf(t);
	right.setblocking(false);
	left.settimeout(5000);
	const data = Buffer.alloc(100_000, "abcdefg");
	left.sendall(data.subarray(0, 60_000));
	const parts: Buffer[] = [];
	let size = 0;
	while (size < 60_000) {
		const part = right.recv(7000);
		parts.push(part);
		size += part.length;
	}
	t.deepEqual(Buffer.concat(parts), data.subarray(0, 60_000));
});

test("sendall of nothing is nothing, and an empty datagram is a datagram", (t) => {
	const [left, right] = pairOf(t, SOCK_DGRAM);
	t.is(left.send(""), 0);
	left.sendall("");
	left.send("x");
	t.deepEqual([right.recv(10).length, right.recv(10).length, right.recv(10).length], [0, 0, 1]);
});

test("sending to a peer that is gone is a BrokenPipeError and no signal", (t) => {
	for (const [left, right] of [pairOf(t), pairOf(t, SOCK_SEQPACKET)]) {
		right.close();
		const error = t.throws(() => left.sendall("x"), { instanceOf: BrokenPipeError, code: "EPIPE" });
		t.is(error.syscall, "send");
		t.throws(() => left.send("x"), { instanceOf: BrokenPipeError });
	}
	const [left] = pairOf(t);
	left.shutdown(SHUT_WR);
	t.throws(() => left.send("x"), { instanceOf: BrokenPipeError });
});

test("shutdown ends one way or both", (t) => {
	const [left, right] = tcpPair(t);
	left.shutdown(SHUT_WR);
	t.is(right.recv(10).length, 0);
	right.sendall("still");
	t.is(left.recv(10).toString(), "still");
	right.shutdown(SHUT_RD);
	right.shutdown(SHUT_RDWR);
	t.is(left.recv(10).length, 0);
	t.throws(() => track(t, new Socket()).shutdown(SHUT_RDWR), { instanceOf: OSError, code: "ENOTCONN" });
});

test("a seqpacket keeps its messages apart", (t) => {
	const [left, right] = pairOf(t, SOCK_SEQPACKET);
	left.send("one");
	left.send("two");
	t.is(right.recv(100).toString(), "one");
	t.is(right.recv(1).toString(), "t");
	left.close();
	t.is(right.recv(100).length, 0);
});

test("recvfrom tells the sender of a datagram, sendto names the receiver", (t) => {
	const families: [number, string][] = [[AF_INET, "127.0.0.1"]];
	if (hasLoopback6(t)) families.push([AF_INET6, "::1"]);
	for (const [family, host] of families) {
		const server = track(t, new Socket(family, SOCK_DGRAM));
		server.bind([host, 0]);
		const client = track(t, new Socket(family, SOCK_DGRAM));
		client.bind([host, 0]);
		t.is(client.sendto("ping", server.getsockname()), 4);
		const [data, address] = server.recvfrom(100);
		t.is(data.toString(), "ping");
		t.deepEqual(address, client.getsockname());
		t.is(server.sendto(Buffer.from("pong!"), 0, address ?? ""), 5);
		const buffer = Buffer.alloc(4);
		t.deepEqual(client.recvfromInto(buffer), [4, server.getsockname()], "what is too long is cut");
		t.is(buffer.toString(), "pong");
		t.is(client.sendto("", server.getsockname()), 0);
		t.is(server.recvfrom(10)[0].length, 0);
	}
});

test("sendto resolves names", (t) => {
	const server = track(t, new Socket(AF_INET, SOCK_DGRAM));
	server.bind(["localhost", 0]);
	const client = track(t, new Socket(AF_INET, SOCK_DGRAM));
	const port = server.getsockname<InetAddress>()[1];
	client.sendto("x", ["localhost", port]);
	client.sendto("y", ["127.1", port]);
	t.is(server.recv(10).toString() + server.recv(10).toString(), "xy");
});

test("recvfrom gives no address on a connection and from a sender without a name", (t) => {
	const [left, right] = pairOf(t, SOCK_DGRAM);
	left.send("x");
	t.deepEqual(right.recvfrom(10), [Buffer.from("x"), undefined]);
	const [client, server] = tcpPair(t);
	client.sendall("y");
	t.deepEqual(server.recvfrom(10), [Buffer.from("y"), undefined]);
});

test("recvfrom of nothing takes a datagram", (t) => {
	const [left, right] = pairOf(t, SOCK_DGRAM);
	left.send("lost");
	left.send("kept");
	t.is(right.recvfrom(0)[0].length, 0);
	t.is(right.recv(10).toString(), "kept");
});

test("MSG_TRUNC tells the true length and gives no byte that is not there", (t) => {
	if (process.platform !== "linux") {
		t.log("SKIP: MSG_TRUNC: only Linux takes it for receiving");
		t.pass();
		return;
	}
	const [left, right] = pairOf(t, SOCK_DGRAM);
	for (let i = 0; i < 4; i++) left.send("0123456789");
	t.is(right.recv(4, MSG_TRUNC).toString(), "0123");
	t.is(right.recvInto(Buffer.alloc(4), 4, MSG_TRUNC), 10);
	t.is(right.recvfrom(4, MSG_TRUNC)[0].toString(), "0123");
	t.is(right.recvfrom(0, MSG_TRUNC)[0].length, 0);
});

test("socketpair makes streams by default", (t) => {
	const [left, right] = socketpair();
	track(t, left);
	track(t, right);
	t.is(left.family, AF_UNIX);
	t.is(left.type, SOCK_STREAM);
	t.is(left.getsockname(), "");
	t.is(left.getpeername(), "");
	t.throws(() => socketpair(AF_INET, SOCK_STREAM), { instanceOf: OSError, message: /NOTSUP/ });
});
