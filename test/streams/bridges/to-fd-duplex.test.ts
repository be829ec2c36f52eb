/** toFdDuplex: bytes and descriptors over a Unix socket, as a stream of Node's. */
import { once } from "node:events";
import { closeSync, fstatSync, readSync, writeSync } from "node:fs";
import { text } from "node:stream/consumers";
import test, { type ExecutionContext } from "ava";
import { RuntimeError, ValueError } from "../../../src/errors.js";
import { openPipe } from "../../../src/ffi/index.js";
import { getEventLoop, newEventLoop } from "../../../src/loop/index.js";
import { AF_INET, AF_UNIX, SOCK_DGRAM, Socket, socketpair } from "../../../src/sockets/index.js";
import { type FdDuplex, type FdDuplexOptions, toFdDuplex } from "../../../src/streams/index.js";
import { duplicate, isCloseOnExec } from "../../helpers/descriptors.js";
import { eventually } from "../../helpers/eventually.js";
import { fill } from "../../helpers/non-blocking-pair.js";
import { OpenFile } from "../../helpers/open-file.js";
import { printed } from "../../helpers/run-program.js";
import { skip } from "../../helpers/skip.js";
import { turns } from "../../helpers/turns.js";
import { python } from "../../sockets/helpers/python.js";
import { bytesOf } from "../helpers/bytes-of.js";

/** Two streams, each the other's peer. */
function duplexes(t: ExecutionContext, options?: FdDuplexOptions): [FdDuplex, FdDuplex] {
	const [a, b] = socketpair();
	const pair = [toFdDuplex(a, options), toFdDuplex(b, options)] as [FdDuplex, FdDuplex];
	t.teardown(() => {
		for (const duplex of pair) duplex.destroy();
	});
	return pair;
}

/** A stream whose peer is a plain socket, non-blocking. */
function duplexAndSocket(t: ExecutionContext, options?: FdDuplexOptions): [FdDuplex, Socket] {
	const [a, b] = socketpair();
	const duplex = toFdDuplex(a, options);
	b.setblocking(false);
	t.teardown(() => {
		duplex.destroy();
		b.close();
	});
	return [duplex, b];
}

interface Pipe {
	readonly reading: number;
	readonly writing: number;
	readonly inode: number;
	/** How many descriptors there are for it beside these two; `expected` where nothing tells. */
	copies(expected: number): number;
}

/** A pipe of the test's own, and what counts the descriptors that there are for it. */
function pipeOf(t: ExecutionContext): Pipe {
	const ends = new Int32Array(2);
	openPipe(ends);
	const [reading = -1, writing = -1] = ends;
	t.teardown(() => {
		closeSync(reading);
		closeSync(writing);
	});
	const file = new OpenFile(reading);
	const copies = (expected: number) => (OpenFile.canCount ? file.copies() - 2 : expected);
	return { reading, writing, inode: fstatSync(reading).ino, copies };
}

/** Fills what a stream sends to, by a second descriptor of its socket. Returns how many bytes it took. */
function fillBehind(duplex: FdDuplex, { family, type, proto }: Socket): number {
	const fd = Number(/fd=(\d+)/.exec(String(duplex))?.[1]);
	using sock = new Socket(family, type, proto, { fileno: duplicate(fd) });
	return fill(sock);
}

/** The descriptors that a stream tells of, closed at the end of the test. */
function collect(t: ExecutionContext, duplex: FdDuplex): number[][] {
	const taken: number[][] = [];
	duplex.on("fds", (fds: number[]) => taken.push(fds));
	t.teardown(() => duplex.closeFds(taken.flat()));
	return taken;
}

test("toFdDuplex: refuses what is no connected Unix stream, and what is somebody else's", (t) => {
	t.throws(() => toFdDuplex(3 as never), { instanceOf: TypeError, message: /takes a Socket, got 3/ });
	const [a, b] = socketpair();
	const udp = new Socket(AF_INET, SOCK_DGRAM);
	const alone = new Socket(a.family);
	t.throws(() => toFdDuplex(udp), { instanceOf: ValueError, message: /AF_UNIX/ });
	t.throws(() => toFdDuplex(alone), { code: "ENOTCONN" });
	t.throws(() => toFdDuplex(a, { loop: {} as never }), { instanceOf: TypeError });
	const duplex = toFdDuplex(a);
	t.throws(() => toFdDuplex(a), { instanceOf: RuntimeError });
	duplex.destroy();
	t.throws(() => toFdDuplex(a), { code: "EBADF" });
	for (const sock of [b, udp, alone]) sock.close();
});

test("writeWithFds: refuses wrong arguments, and nothing was written", (t) => {
	const [duplex, peer] = duplexAndSocket(t);
	const { reading, copies } = pipeOf(t);
	t.throws(() => duplex.writeWithFds(5 as never, [reading]), { instanceOf: TypeError });
	t.throws(() => duplex.writeWithFds("x", reading as never), { instanceOf: TypeError, message: /array/ });
	t.throws(() => duplex.writeWithFds("x", [{} as never]), { instanceOf: TypeError });
	t.throws(() => duplex.writeWithFds("x", [-1]), { instanceOf: RangeError });
	t.throws(() => duplex.writeWithFds("x", [reading], 7 as never), { instanceOf: TypeError });
	t.throws(() => duplex.writeWithFds("", [reading]), {
		instanceOf: ValueError,
		message: /at least one byte/,
	});
	t.throws(() => duplex.writeWithFds("x", [reading, 1_000_000]), { code: "EBADF" });
	t.is(copies(0), 0);
	t.is(duplex.writableLength, 0);
	t.throws(() => peer.recv(10), { code: "EAGAIN" });
});

test("writeWithFds: 253 descriptors go at once, one more is a RangeError", async (t) => {
	const [left, right] = duplexes(t);
	const { reading, inode } = pipeOf(t);
	const taken = collect(t, right);
	t.throws(() => left.writeWithFds("x", Array(254).fill(reading)), {
		instanceOf: RangeError,
		message: "Cannot writeWithFds: a message may carry 253 descriptors, this has 254",
	});
	left.writeWithFds("x", Array(253).fill(reading));
	t.is(String((await once(right, "data"))[0]), "x");
	t.is(taken[0]?.length, 253);
	t.true(taken[0]?.every((fd) => fstatSync(fd).ino === inode && isCloseOnExec(fd)));
});

test("FdDuplex: descriptors come in order, each before the byte that it was sent with", async (t) => {
	const [left, right] = duplexes(t);
	const pipes = Array.from({ length: 40 }, () => pipeOf(t));
	let received = "";
	const seen: { inode: number; before: string }[] = [];
	right.on("fds", (fds: number[]) => {
		for (const fd of fds) {
			seen.push({ inode: fstatSync(fd).ino, before: received });
			closeSync(fd);
		}
	});
	right.on("data", (chunk) => {
		received += chunk;
	});
	// Some in one go, some apart, some joined by cork(), with and without plain bytes between them.
	for (const [index, { reading }] of pipes.entries()) {
		if (index % 8 === 0) left.cork();
		if (index % 3 !== 0) left.write(`plain ${index};`);
		left.writeWithFds(`fd ${index};`, [reading]);
		if (index % 8 === 5) left.uncork();
		if (index % 10 === 9) await turns(3);
	}
	left.end();
	await once(right, "end");
	const sent = pipes.map((_, index) => `${index % 3 === 0 ? "" : `plain ${index};`}fd ${index};`).join("");
	t.is(received, sent);
	t.deepEqual(
		seen.map(({ inode }) => inode),
		pipes.map(({ inode }) => inode),
	);
	for (const [index, { before }] of seen.entries()) t.true(before.length <= sent.indexOf(`fd ${index};`));
});

test("FdDuplex: a consumer that pulls has the descriptors before the data", async (t) => {
	const [left, right] = duplexes(t);
	const { reading } = pipeOf(t);
	const taken = collect(t, right);
	left.writeWithFds("abc", [reading, reading]);
	await once(right, "readable");
	t.is(taken.flat().length, 2);
	t.is(String(right.read()), "abc");
});

test("writeWithFds: what is sent may be closed at once, and goes through a queue", async (t) => {
	const [duplex, peer] = duplexAndSocket(t);
	const { inode, reading, copies } = pipeOf(t);
	const filled = fillBehind(duplex, peer);
	const ends = new Int32Array(2);
	openPipe(ends);
	const [copy = -1, other = -1] = ends;
	const copied = fstatSync(copy).ino;
	duplex.write("x");
	let isWritten = false;
	duplex.writeWithFds("with", [copy, reading], () => {
		isWritten = true;
	});
	closeSync(copy);
	closeSync(other);
	t.is(copies(1), 1);
	for (let left = filled + 1; left > 0; ) left -= (await getEventLoop().sockRecv(peer, left)).length;
	const [data, fds] = await getEventLoop().sockRecvFds(peer, 100, 5);
	t.is(String(data), "with");
	t.deepEqual(
		fds.map((fd) => fstatSync(fd).ino),
		[copied, inode],
	);
	for (const fd of fds) closeSync(fd);
	await eventually("the callback", () => isWritten);
	t.is(copies(0), 0);
});

test("writeWithFds: of bytes that go in many pieces, the first one alone has the descriptors", async (t) => {
	const [left, right] = duplexes(t);
	const { reading, copies } = pipeOf(t);
	const bytes = Buffer.alloc(3_000_000, "many pieces ");
	const events: number[] = [];
	let received = 0;
	right.on("fds", (fds: number[]) => {
		events.push(received, ...fds);
	});
	const chunks: Buffer[] = [];
	left.writeWithFds(bytes, [reading]);
	left.end();
	for await (const chunk of right) {
		chunks.push(chunk as Buffer);
		received += (chunk as Buffer).length;
	}
	t.true(Buffer.concat(chunks).equals(bytes));
	t.is(events.length, 2);
	t.is(events[0], 0);
	right.closeFds(events.slice(1));
	t.is(copies(0), 0);
});

test("writeWithFds: the same memory, written with descriptors and without", async (t) => {
	const [left, right] = duplexes(t);
	const { reading } = pipeOf(t);
	const taken = collect(t, right);
	const bytes = Buffer.from("same;");
	left.cork();
	left.write(bytes);
	left.writeWithFds(bytes, [reading]);
	left.write(bytes);
	left.uncork();
	left.end();
	t.is(await text(right), "same;same;same;");
	t.is(taken.length, 1);
});

test("FdDuplex: descriptors that nobody listens for are closed, and a warning says so once", async (t) => {
	const [left, right] = duplexes(t);
	const { reading, copies } = pipeOf(t);
	const warnings: string[] = [];
	const warned = (warning: Error) => {
		if (warning.message.startsWith(String(right))) warnings.push(warning.message);
	};
	process.on("warning", warned);
	t.teardown(() => process.off("warning", warned));
	left.writeWithFds("one", [reading]);
	t.is(String((await once(right, "data"))[0]), "one");
	left.writeWithFds("two", [reading, reading]);
	t.is(String((await once(right, "data"))[0]), "two");
	await eventually("the warning", () => warnings.length > 0);
	await turns(3);
	t.is(warnings.length, 1);
	t.regex(warnings[0] ?? "", /nobody listens for "fds": they are closed/);
	t.is(copies(0), 0);
});

test("FdDuplex: a stream that nobody reads leaves descriptors in the kernel", async (t) => {
	const [left, right] = duplexes(t);
	const { reading, copies } = pipeOf(t);
	const taken = collect(t, right);
	left.writeWithFds("x", [reading]);
	await turns(5);
	t.is(taken.length, 0);
	t.is(copies(0), 0);
	right.resume();
	await eventually("the descriptor", () => taken.length === 1);
});

test("FdDuplex: where there is no room for descriptors it is destroyed, and none is leaked", async (t) => {
	if (!OpenFile.canCount) return skip(t, "/proc/self/fd", "nothing tells which descriptors are open");
	const output = await printed(
		t,
		`
		import { once } from "node:events";
		import { closeSync, openSync, readdirSync } from "node:fs";
		const [left, right] = evloop.socketpair().map((sock) => evloop.toFdDuplex(sock));
		right.on("fds", () => console.log("descriptors were told of"));
		const first = once(right, "data");
		left.write("so that all that it takes to wait is open");
		await first;
		right.on("data", () => console.log("data was told of"));
		left.writeWithFds("x", Array(20).fill(0));
		const taken = [];
		try { for (;;) taken.push(openSync("/dev/null")); } catch {}
		for (const fd of taken.splice(0, 5)) closeSync(fd);
		const [error] = await once(right, "error");
		for (const fd of taken) closeSync(fd);
		console.log(error.code, error.message, right.destroyed);
		const before = readdirSync("/proc/self/fd").length;
		const [a] = evloop.socketpair();
		console.log(readdirSync("/proc/self/fd").length - before);
		left.destroy();
		`,
		{ descriptors: 400 },
	);
	t.is(
		output,
		"EMFILE Cannot receive: descriptors were lost on their way (MSG_CTRUNC); has this process no room for more? true\n2",
	);
});

test("FdDuplex: a reader that is slow holds the peer back, a peer that does not read the writer", async (t) => {
	const [left, right] = duplexes(t);
	const block = Buffer.alloc(65_536, "x");
	let written = 0;
	while (left.write(block)) written += block.length;
	written += block.length;
	t.true(written < 2_000_000);
	t.true(left.writableNeedDrain);
	await once(right, "readable");
	await turns(20);
	t.true(left.writableLength > 0 || right.readableLength > 0);
	t.true(right.readableLength <= 200_000, `${right.readableLength} in the reader`);
	const drained = once(left, "drain");
	let received = 0;
	right.on("data", (chunk) => {
		received += (chunk as Buffer).length;
	});
	await drained;
	await eventually("all of it", () => received === written);
	t.pass();
});

test("FdDuplex: end() ends one direction; with allowHalfOpen the other goes on", async (t) => {
	const [left, right] = duplexes(t, { allowHalfOpen: true });
	left.end("question");
	t.is(String(await bytesOf(right)), "question");
	t.false(right.destroyed);
	right.end("answer");
	t.is(String(await bytesOf(left)), "answer");
	await eventually("both to be over", () => left.closed && right.closed);
	t.is(left.errored, null);
});

test("FdDuplex: by default the peer's end is the end of both, as of a socket of node:net", async (t) => {
	const [left, right] = duplexes(t);
	right.resume();
	left.resume();
	left.end("bye");
	await eventually("both to be over", () => left.closed && right.closed);
	t.is(left.errored ?? right.errored, null);
});

test("FdDuplex: destroy() closes what waits, and tells whoever wrote", async (t) => {
	const [duplex, peer] = duplexAndSocket(t);
	const { reading, copies } = pipeOf(t);
	fillBehind(duplex, peer);
	const told: (string | undefined)[] = [];
	for (const bytes of ["one", "two", "three"]) {
		duplex.writeWithFds(bytes, [reading], (error) => told.push((error as NodeJS.ErrnoException)?.code));
	}
	t.is(copies(3), 3);
	duplex.destroy();
	t.is(copies(0), 0);
	await eventually("the callbacks", () => told.length === 3);
	t.deepEqual(told, Array(3).fill("ERR_STREAM_DESTROYED"));
	duplex.on("error", () => {});
	t.false(duplex.writeWithFds("four", [reading]));
	t.is(copies(0), 0);
});

test("FdDuplex: a write after end() is the error of every stream, and duplicates nothing", async (t) => {
	const [duplex] = duplexAndSocket(t);
	const { reading, copies } = pipeOf(t);
	duplex.end();
	const failed = once(duplex, "error");
	duplex.writeWithFds("late", [reading]);
	t.is((await failed)[0].code, "ERR_STREAM_WRITE_AFTER_END");
	t.is(copies(0), 0);
});

test("FdDuplex: a peer that is gone is EPIPE", async (t) => {
	const [duplex, peer] = duplexAndSocket(t);
	const { reading, copies } = pipeOf(t);
	peer.close();
	const failed = once(duplex, "error");
	duplex.writeWithFds("x", [reading]);
	t.is((await failed)[0].code, "EPIPE");
	t.true(duplex.destroyed);
	t.is(copies(0), 0);
});

test("FdDuplex: its socket is its own; closed by somebody else, or with its loop, it is over", async (t) => {
	const loop = newEventLoop();
	const [a, b] = socketpair();
	const [first, second] = [toFdDuplex(a), toFdDuplex(b, { loop })];
	await t.throwsAsync(async () => getEventLoop().sockRecv(a, 10), { instanceOf: RuntimeError });
	const failed = once(first, "error");
	a.close();
	t.truthy((await failed)[0]);
	t.true(first.destroyed);
	second.on("error", () => {});
	loop.close();
	await eventually("the other's end", () => second.closed);
	t.is(b.fileno(), -1);
});

test("FdDuplex: unref() lets the process end, ref() does not", async (t) => {
	const output = await printed(
		t,
		`
		const [a, b] = evloop.socketpair();
		const duplex = evloop.toFdDuplex(a).unref();
		duplex.on("data", (data) => { console.log(String(data)); duplex.unref(); });
		duplex.ref();
		setTimeout(() => b.send("late"), 50).unref();
		process.on("exit", () => console.log("over"));
		`,
	);
	t.is(output, "late\nover");
});

test("FdDuplex: with Python's send_fds and recv_fds", async (t) => {
	const { reading, writing } = pipeOf(t);
	const path = `\0evloop-fd-duplex-${process.pid}-${process.hrtime.bigint()}`;
	const listener = new Socket(AF_UNIX);
	t.teardown(() => listener.close());
	listener.bind(Buffer.from(path));
	listener.listen();
	listener.setblocking(false);
	const child = python(
		t,
		`
import os, socket, sys
s = socket.socket(socket.AF_UNIX); s.connect("\\0" + sys.argv[1])
data, fds, flags, address = socket.recv_fds(s, 100, 3)
os.write(fds[0], b"written by python")
r, w = os.pipe(); os.write(w, b"from python"); os.close(w)
socket.send_fds(s, [b"back: " + data], [r])
`,
		path.slice(1),
	);
	if (child === undefined) return;
	const [connection] = await getEventLoop().sockAccept(listener);
	const stream = toFdDuplex(connection);
	const taken = collect(t, stream);
	stream.writeWithFds("here", [writing]);
	t.is(await text(stream), "back: here");
	const buffer = Buffer.alloc(100);
	t.is(buffer.toString("utf8", 0, readSync(reading, buffer)), "written by python");
	const [fd = -1] = taken.flat();
	t.is(buffer.toString("utf8", 0, readSync(fd, buffer)), "from python");
	t.throws(() => writeSync(fd, "x"));
	t.is((await child.end()).code, 0);
});

test("toFdDuplex: after notifyClosing() the number is left to whoever closes it", (t) => {
	const [a, b] = socketpair();
	t.teardown(() => b.close());
	const duplex = toFdDuplex(a);
	duplex.on("error", () => {});
	const number = a.fileno();
	getEventLoop().notifyClosing(number);
	t.true(duplex.destroyed);
	t.notThrows(() => closeSync(number));
});
