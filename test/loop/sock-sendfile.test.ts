/** `sockSendfile`: by the kernel, and by reading and sending. */
import { spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import {
	CancelledError,
	ConnectionAbortedError,
	ConnectionError,
	IsADirectoryError,
	OSError,
	SendfileNotAvailableError,
	ValueError,
} from "../../src/errors.js";
import type { EventLoop } from "../../src/loop/index.js";
import {
	AF_INET,
	AF_UNIX,
	SHUT_WR,
	SO_LINGER,
	SOCK_DGRAM,
	SOL_SOCKET,
	Socket,
} from "../../src/sockets/index.js";
import { becomesIdle } from "../helpers/becomes-idle.js";
import { fileOf, readOn } from "../helpers/file-of.js";
import { connectedKinds, hasKind, type Kind, listenerOf, pairOf } from "../helpers/kinds.js";
import { newLoop } from "../helpers/new-loop.js";
import { drain, nonBlockingPair } from "../helpers/non-blocking-pair.js";
import { reasonOf } from "../helpers/reason-of.js";
import { skip } from "../helpers/skip.js";
import { turns } from "../helpers/turns.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";

const streams = connectedKinds.filter(({ keepsMessages }) => !keepsMessages);
const tcp = streams[0] as Kind;

/** Reads to the end, slowly: other things happen between two reads. */
async function readSlowly(loop: EventLoop, sock: Socket): Promise<{ size: number; hash: string }> {
	const hash = createHash("sha256");
	let size = 0;
	for (;;) {
		const part = await loop.sockRecv(sock, 300_000);
		if (part.length === 0) return { size, hash: hash.digest("hex") };
		hash.update(part);
		size += part.length;
		await turns(1);
	}
}

/** A FIFO that the test writes to and the loop reads from; `undefined` where there is none. */
function fifoOf(t: ExecutionContext): { from: number; to: number } | undefined {
	const path = join(temporaryFolder(t), "fifo");
	if (spawnSync("mkfifo", [path]).status !== 0) {
		skip(t, "mkfifo", "not installed");
		return undefined;
	}
	// Opened for both at first, since opening for reading alone waits for a writer.
	const both = openSync(path, "r+");
	const from = openSync(path, "r");
	const to = openSync(path, "w");
	closeSync(both);
	t.teardown(() => closeSync(from));
	return { from, to };
}

for (const kind of streams) {
	test(`${kind.name}: sockSendfile sends 64 MiB past a slow reader, whole`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const content = randomBytes(64 * 1024 * 1024);
		const file = fileOf(t, content);
		const [a, b] = pairOf(t, kind);
		const reading = readSlowly(loop, b);
		t.is(await loop.sockSendfile(a, file), content.length);
		a.shutdown(SHUT_WR);
		const expected = createHash("sha256").update(content).digest("hex");
		t.deepEqual(await reading, { size: content.length, hash: expected });
		t.is(readOn(file, 1), "", "the file's place is at its end");
		await becomesIdle(loop);
	});

	test(`${kind.name}: a sockSendfile that is cancelled leaves the file's place behind what has gone`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const content = Buffer.alloc(32 * 1024 * 1024, "0123456789");
		const file = fileOf(t, content);
		const [a, b] = pairOf(t, kind);
		const sending = loop.sockSendfile(a, file, { offset: 4 });
		await turns(3);
		let received = drain(b);
		await turns(3);
		t.false(sending.done());
		t.true(sending.cancel());
		t.true((await reasonOf(sending)) instanceof CancelledError);
		const place = content.length - readOn(file, content.length).length;
		a.shutdown(SHUT_WR);
		received += (await readSlowly(loop, b)).size;
		t.true(received > 0 && received < content.length - 4);
		t.is(place, 4 + received);
		await becomesIdle(loop);
	});

	test(`${kind.name}: sockSendfile fails when its peer is gone, and its socket goes on being the caller's`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const file = fileOf(t, Buffer.alloc(32 * 1024 * 1024));
		const [a, b] = pairOf(t, kind);
		const sending = loop.sockSendfile(a, file);
		await turns(3);
		t.false(sending.done());
		if (kind.family === AF_UNIX) b.close();
		else {
			b.setsockopt(SOL_SOCKET, SO_LINGER, Buffer.from(new Int32Array([1, 0]).buffer));
			b.close();
		}
		t.true((await reasonOf(sending)) instanceof ConnectionError);
		t.true(a.fileno() >= 0);
		await becomesIdle(loop);
	});

	test(`${kind.name}: two files and what is sent behind them arrive in the order in which they were begun`, async (t) => {
		if (!hasKind(t, kind)) return;
		const loop = newLoop(t);
		const [a, b] = pairOf(t, kind);
		const big = fileOf(t, Buffer.alloc(6_000_000, "b"));
		const small = fileOf(t, "small");
		const reading = readSlowly(loop, b);
		const sent = [loop.sockSendfile(a, big), loop.sockSendfile(a, small), loop.sockSendall(a, "last")];
		await Promise.all(sent);
		a.shutdown(SHUT_WR);
		const hash = createHash("sha256").update(Buffer.alloc(6_000_000, "b")).update("smalllast").digest("hex");
		t.deepEqual(await reading, { size: 6_000_009, hash });
	});
}

test("sockSendfile sends a part: offset and count, and no more than there is", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const file = fileOf(t, "0123456789");
	t.is(await loop.sockSendfile(a, file, { offset: 2, count: 5 }), 5);
	t.is(b.recv(100).toString(), "23456");
	t.is(readOn(file, 1), "7");
	t.is(await loop.sockSendfile(a, file, { offset: 8, count: 100 }), 2);
	t.is(await loop.sockSendfile(a, file, { offset: 10 }), 0);
	t.is(await loop.sockSendfile(a, file, { offset: 1000 }), 0);
	t.is(b.recv(100).toString(), "89");
	t.is(readOn(file, 1), "", "where nothing was sent, the place has not moved");
	t.is(await loop.sockSendfile(a, fileOf(t, "")), 0);
});

test("sockSendfile takes a FileHandle, what has a fileno(), and a socket by its number", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const folder = temporaryFolder(t);
	const handle = await open(join(folder, "new"), "w+");
	t.teardown(() => handle.close());
	await handle.writeFile("by a handle");
	t.is(await loop.sockSendfile(a, handle), 11);
	const fd = fileOf(t, "by an object");
	t.is(await loop.sockSendfile(a.fileno(), { fileno: () => fd }), 12);
	t.is(b.recv(100).toString(), "by a handleby an object");
});

test("sockSendfile in a blocked loop, by the kernel and by reading", (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const fifo = fifoOf(t);
	if (fifo === undefined) return;
	writeSync(fifo.to, "from a pipe");
	const file = fileOf(t, "from a file, ");
	loop.runUntilCompleteSync(function* () {
		yield* loop.sockSendfile(a, file);
		yield* loop.sockSendfile(a, fifo.from, { count: 11 });
	});
	closeSync(fifo.to);
	t.is(b.recv(100).toString(), "from a file, from a pipe");
});

test("sockSendfile reads what the kernel does not send: a pipe, as it is filled", async (t) => {
	const fifo = fifoOf(t);
	if (fifo === undefined) return;
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const sending = loop.sockSendfile(a, fifo.from);
	for (const text of ["one", "two", "three"]) {
		await turns(2);
		t.false(sending.done());
		writeSync(fifo.to, text);
		t.is((await loop.sockRecv(b, 100)).toString(), text);
	}
	closeSync(fifo.to);
	t.is(await sending, 11);
	await becomesIdle(loop);
});

test("a sockSendfile from a pipe that is cancelled leaves the pipe's bytes to the next reader", async (t) => {
	const fifo = fifoOf(t);
	if (fifo === undefined) return;
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const controller = new AbortController();
	const sending = loop.sockSendfile(a, fifo.from, { signal: controller.signal });
	await turns(2);
	controller.abort(new Error("enough"));
	t.is(((await reasonOf(sending)) as Error).message, "enough");
	writeSync(fifo.to, "for the next");
	await becomesIdle(loop);
	t.is(await loop.sockSendfile(a, fifo.from, { count: 12 }), 12);
	t.is(b.recv(100).toString(), "for the next");
	const refused = loop.sockSendfile(a, fifo.from, { offset: 1, count: 1 });
	const reason = await reasonOf(refused);
	t.true(reason instanceof OSError && reason.code === "ESPIPE", "a pipe has no places");
	closeSync(fifo.to);
});

test("sockSendfile copies a device, and more of it than a socket holds", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const zero = openSync("/dev/zero", "r");
	t.teardown(() => closeSync(zero));
	const count = 5_000_000;
	const reading = readSlowly(loop, b);
	t.is(await loop.sockSendfile(a, zero, { count }), count);
	a.shutdown(SHUT_WR);
	t.is((await reading).size, count);
});

test("sockSendfile without a fallback fails with SendfileNotAvailableError, and has read nothing", async (t) => {
	const fifo = fifoOf(t);
	if (fifo === undefined) return;
	const loop = newLoop(t);
	const [a] = nonBlockingPair(t);
	writeSync(fifo.to, "still there");
	const reason = await reasonOf(loop.sockSendfile(a, fifo.from, { fallback: false }));
	t.true(reason instanceof SendfileNotAvailableError);
	t.is(readOn(fifo.from, 100), "still there");
	closeSync(fifo.to);
	if (process.platform !== "linux") return;
	const file = fileOf(t, "by the kernel");
	t.is(await loop.sockSendfile(a, file, { fallback: false }), 13);
});

test("sockSendfile fails where the socket or the file is closed meanwhile", async (t) => {
	const loop = newLoop(t);
	const content = Buffer.alloc(32 * 1024 * 1024);
	const [a] = nonBlockingPair(t);
	const first = loop.sockSendfile(a, fileOf(t, content));
	await turns(2);
	a.close();
	t.true((await reasonOf(first)) instanceof ConnectionAbortedError);

	const [c, d] = nonBlockingPair(t);
	const path = join(temporaryFolder(t), "file");
	const handle = await open(path, "w+");
	await handle.writeFile(content);
	const second = loop.sockSendfile(c, handle);
	await turns(2);
	await handle.close();
	drain(d);
	const reason = await reasonOf(second);
	t.true(reason instanceof OSError && reason.code === "EBADF");
	await becomesIdle(loop);
});

test("sockSendfile gives others their turn: Node goes round while a file goes past a greedy reader", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const size = 64 * 1024 * 1024;
	const sending = loop.sockSendfile(a, fileOf(t, Buffer.alloc(size)));
	let left = size;
	// A reader that is always there first: it empties the socket within each turn.
	loop.addReader(b, () => {
		left -= drain(b);
	});
	let called = 0;
	const tick = () => {
		called += 1;
		if (!sending.done()) setImmediate(tick);
	};
	setImmediate(tick);
	t.is(await sending, size);
	t.true(called >= 8, `Node's immediates came ${called} times`);
	left -= drain(b);
	t.is(left, 0);
	loop.removeReader(b);
});

test("sockSendfile: Python's asyncio is the peer", async (t) => {
	const loop = newLoop(t);
	const content = randomBytes(3_000_000);
	const program = [
		"import asyncio, hashlib, sys",
		"async def main():",
		"    reader, writer = await asyncio.open_connection('127.0.0.1', int(sys.argv[1]))",
		"    print(hashlib.sha256(await reader.read()).hexdigest())",
		"    writer.close()",
		"asyncio.run(main())",
	].join("\n");
	const listener = listenerOf(t, tcp);
	const child = spawn("python3", ["-c", program, String(listener.getsockname<[string, number]>()[1])]);
	child.on("error", () => listener.close());
	let output = "";
	child.stdout.on("data", (data: Buffer) => {
		output += data.toString();
	});
	const ended = new Promise((resolve) => child.on("close", resolve));
	const accepted = await loop.sockAccept(listener).then(
		([connection]) => connection,
		() => undefined,
	);
	if (accepted === undefined) return skip(t, "python3", "not installed");
	t.is(await loop.sockSendfile(accepted, fileOf(t, content)), content.length);
	accepted.close();
	await ended;
	t.is(output.trim(), createHash("sha256").update(content).digest("hex"));
});

test("sockSendfile refuses wrong arguments before anything is sent", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const file = fileOf(t, "x");
	const wrong: [unknown, object | undefined, typeof Error, RegExp][] = [
		["a path", undefined, TypeError, /file/],
		[{}, undefined, TypeError, /file/],
		[null, undefined, TypeError, /file/],
		[-1, undefined, RangeError, /file/],
		[{ fd: -1 }, undefined, RangeError, /file/],
		[file, { offset: -1 }, RangeError, /offset/],
		[file, { offset: 1.5 }, TypeError, /offset/],
		[file, { offset: "1" }, TypeError, /offset/],
		[file, { count: 0 }, RangeError, /count/],
		[file, { count: -1 }, RangeError, /count/],
		[file, { count: null }, TypeError, /count/],
		[file, { signal: 1 }, TypeError, /signal/],
	];
	for (const [what, options, instanceOf, message] of wrong) {
		t.throws(() => loop.sockSendfile(a, what as number, options), { instanceOf, message });
	}
	const datagrams = new Socket(AF_INET, SOCK_DGRAM);
	datagrams.setblocking(false);
	t.throws(() => loop.sockSendfile(datagrams, file), { instanceOf: ValueError, message: /stream/ });
	datagrams.close();
	t.throws(() => loop.sockSendfile(file, file), { instanceOf: OSError, code: "ENOTSOCK" });
	a.setblocking(true);
	t.throws(() => loop.sockSendfile(a, file), { instanceOf: ValueError, message: /non-blocking/ });
	t.throws(() => b.recv(1), { code: "EAGAIN" });
	a.setblocking(false);
	t.true((await reasonOf(loop.sockSendfile(a, 999_999))) instanceof OSError);
	const folder = openSync(temporaryFolder(t), "r");
	t.true((await reasonOf(loop.sockSendfile(a, folder))) instanceof IsADirectoryError);
	closeSync(folder);
});
