import test, { type ExecutionContext } from "ava";
import { BlockingIOError, TimeoutError } from "../../src/errors.js";
import { fcntl, platform } from "../../src/ffi/index.js";
import {
	getdefaulttimeout,
	SO_RCVBUF,
	SO_SNDBUF,
	SOCK_DGRAM,
	SOL_SOCKET,
	Socket,
} from "../../src/sockets/index.js";
import { listening, pairOf } from "./helpers/pairs.js";
import { track } from "./helpers/track.js";

/** How long a call takes that must throw. */
function timed(t: ExecutionContext, call: () => unknown): number {
	const start = performance.now();
	t.throws(call, { instanceOf: TimeoutError, message: /timed out/ });
	return performance.now() - start;
}

test("there is no default time limit at first", (t) => {
	t.is(getdefaulttimeout(), undefined);
});

test("settimeout, setblocking, gettimeout, getblocking and timeout agree, and so does the descriptor", (t) => {
	const sock = track(t, new Socket());
	const nonblocking = () =>
		(fcntl(sock.fileno(), platform.files.F_GETFL, "int", 0) & platform.files.O_NONBLOCK) !== 0;
	const steps: [() => void, number | undefined, boolean, boolean][] = [
		[() => sock.settimeout(250.5), 250.5, true, true],
		[() => sock.settimeout(0), 0, false, true],
		[() => sock.settimeout(), undefined, true, false],
		[() => sock.setblocking(false), 0, false, true],
		[() => sock.setblocking(true), undefined, true, false],
		[() => sock.settimeout(1e300), 1e300, true, true],
		[() => sock.settimeout(null), undefined, true, false],
	];
	for (const [step, timeout, blocking, flag] of steps) {
		step();
		t.is(sock.gettimeout(), timeout);
		t.is(sock.timeout, timeout);
		t.is(sock.getblocking(), blocking);
		t.is(nonblocking(), flag);
	}
});

test("receiving with a time limit ends by it, never before", (t) => {
	const [left] = pairOf(t);
	const [, datagrams] = pairOf(t, SOCK_DGRAM);
	for (const sock of [left, datagrams]) {
		sock.settimeout(20.5);
		t.true(timed(t, () => sock.recv(1)) >= 20.5);
		t.true(timed(t, () => sock.recvInto(new Uint8Array(1))) >= 20.5);
		t.true(timed(t, () => sock.recvfrom(1)) >= 20.5);
		t.true(timed(t, () => sock.recvfromInto(new Uint8Array(1))) >= 20.5);
	}
	left.settimeout(0.001);
	t.true(timed(t, () => left.recv(1)) >= 0.001);
});

test("accepting with a time limit ends by it", (t) => {
	const listener = listening(t);
	listener.settimeout(20);
	t.true(timed(t, () => listener.accept()) >= 20);
});

test("a TimeoutError names the call and has no code", (t) => {
	const [left] = pairOf(t);
	left.settimeout(1);
	const error = t.throws(() => left.recv(1), { instanceOf: TimeoutError });
	t.is(error.syscall, "recv");
	t.is(error.fd, left.fileno());
	t.is(error.code, undefined);
});

test("what is there at once is taken at once, with any time limit", (t) => {
	const [left, right] = pairOf(t);
	right.sendall("abc");
	left.settimeout(1e12);
	t.is(left.recv(1).toString(), "a");
	left.settimeout(0);
	t.is(left.recv(1).toString(), "b");
	left.settimeout(0.001);
	t.is(left.recv(1).toString(), "c");
});

test("sending with a time limit ends by it, and sendall has one limit for all", (t) => {
	const [left, right] = pairOf(t);
	left.setsockopt(SOL_SOCKET, SO_SNDBUF, 4096);
	right.setsockopt(SOL_SOCKET, SO_RCVBUF, 4096);
	left.settimeout(20);
	t.true(timed(t, () => left.sendall(Buffer.alloc(1 << 20))) >= 20);
	t.true(timed(t, () => left.send(Buffer.alloc(1 << 20))) >= 20);
});

test("a Unix datagram socket whose receiver's queue is full ends by its time limit", (t) => {
	const [left, right] = pairOf(t, SOCK_DGRAM);
	right.setsockopt(SOL_SOCKET, SO_RCVBUF, 4096);
	left.settimeout(50);
	t.throws(
		() => {
			for (let i = 0; i < 100_000; i++) left.send(Buffer.alloc(100));
		},
		{ instanceOf: TimeoutError },
	);
	t.is(right.recv(200).length, 100);
});

test("a non-blocking socket throws BlockingIOError and waits for nothing", (t) => {
	const [left] = pairOf(t);
	const listener = listening(t);
	left.setblocking(false);
	listener.setblocking(false);
	const calls = [
		() => left.recv(1),
		() => left.recvInto(new Uint8Array(1)),
		() => left.recvfrom(1),
		() => left.recvfromInto(new Uint8Array(1)),
		() => listener.accept(),
		() => left.sendall(Buffer.alloc(1 << 24)),
		() => left.send("x"),
	];
	for (const call of calls) t.throws(call, { instanceOf: BlockingIOError, code: "EAGAIN" });
});

test("connecting with a time limit ends by it where nobody accepts", (t) => {
	const listener = track(t, new Socket());
	listener.bind(["127.0.0.1", 0]);
	listener.listen(0);
	const address = listener.getsockname();
	// The queue takes one or two; from then on the kernel answers no more and connect() has to wait.
	const clients: Socket[] = [];
	const results = new Set<string>();
	for (let i = 0; i < 6 && !results.has("TimeoutError"); i++) {
		const client = track(t, new Socket());
		clients.push(client);
		client.settimeout(30);
		const start = performance.now();
		try {
			client.connect(address);
			results.add("connected");
		} catch (error) {
			results.add((error as Error).name);
			if (error instanceof TimeoutError) t.true(performance.now() - start >= 30);
		}
	}
	t.true(results.has("connected"));
	if (!results.has("TimeoutError"))
		t.log("SKIP: full backlog: this kernel queues more connections than the backlog says");
});
