/** Messages with what goes beside the data, on a loop. */
import { closeSync, readSync, writeSync } from "node:fs";
import test, { type ExecutionContext } from "ava";
import { CancelledError } from "../../src/errors.js";
import { openPipe } from "../../src/ffi/index.js";
import { type Future, type Task, waitFor } from "../../src/futures/index.js";
import {
	AF_INET,
	AF_UNIX,
	CMSG_LEN,
	CMSG_SPACE,
	MSG_CTRUNC,
	MSG_PEEK,
	SO_PASSCRED,
	SOCK_DGRAM,
	SOCK_STREAM,
	SOL_SOCKET,
	Socket,
	scmCredentials,
	scmRights,
} from "../../src/sockets/index.js";
import { eventually } from "../helpers/eventually.js";
import { newLoop } from "../helpers/new-loop.js";
import { drain, fill, nonBlockingPair } from "../helpers/non-blocking-pair.js";
import { OpenFile } from "../helpers/open-file.js";
import { errorName } from "../helpers/reason-of.js";
import { printed } from "../helpers/run-program.js";
import { skip } from "../helpers/skip.js";
import { turns } from "../helpers/turns.js";

/** A pipe of the test's own, and what counts the descriptors that there are for it. */
function pipeOf(t: ExecutionContext): { reading: number; writing: number; file: OpenFile } {
	const ends = new Int32Array(2);
	openPipe(ends);
	const [reading = -1, writing = -1] = ends;
	t.teardown(() => {
		closeSync(reading);
		closeSync(writing);
	});
	return { reading, writing, file: new OpenFile(reading) };
}

function closeAll(fds: readonly number[]): void {
	for (const fd of fds) closeSync(fd);
}

for (const [name, type] of [
	["stream", SOCK_STREAM],
	["datagram", SOCK_DGRAM],
] as const) {
	test(`sockSendFds, sockRecvFds, ${name}: at once, and after a wait`, async (t) => {
		const loop = newLoop(t);
		const [a, b] = nonBlockingPair(t, type);
		const { reading, writing } = pipeOf(t);
		const waiting = loop.sockRecvFds(b, 100, 2);
		await turns(2);
		t.false(waiting.done());
		t.is(await loop.sockSendFds(a, ["a ", "pipe"], [writing]), 6);
		const [data, fds, flags] = await waiting;
		t.is(data.toString(), "a pipe");
		t.is(flags & MSG_CTRUNC, 0);
		writeSync(fds[0] ?? -1, "through");
		t.is(readSync(reading, Buffer.alloc(10)), 7);
		closeAll(fds);
		await loop.sockSendFds(a, ["again"], [writing, reading, writing]);
		const [, some, cut] = await loop.sockRecvFds(b, 100, 2);
		t.is(some.length, 2);
		t.not(cut & MSG_CTRUNC, 0);
		closeAll(some);
	});

	test(`sockSendmsg, sockRecvmsg, ${name}: control messages, flags, order`, async (t) => {
		const loop = newLoop(t);
		const [a, b] = nonBlockingPair(t, type);
		const { reading } = pipeOf(t);
		const waiting = [1, 2, 3].map(() => loop.sockRecvmsg(b, 1, CMSG_LEN(4)));
		for (const text of ["1", "2", "3"]) await loop.sockSendmsg(a, [text], [scmRights.encode([reading])]);
		for (const [index, each] of waiting.entries()) {
			const [data, ancdata] = await each;
			t.is(data.toString(), String(index + 1));
			closeAll(scmRights.find(ancdata) ?? []);
		}
		await loop.sockSendmsg(a, ["peeked"]);
		t.is((await loop.sockRecvmsg(b, 100, 0, { flags: MSG_PEEK }))[0].toString(), "peeked");
		t.deepEqual((await loop.sockRecvmsg(b, 100))[0].toString(), "peeked");
	});
}

test("sockSendmsg: waits for room, and can be taken back", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const { reading, file } = pipeOf(t);
	const before = file.copies();
	fill(a);
	const controller = new AbortController();
	const aborted = loop.sockSendFds(a, ["never"], [reading], { signal: controller.signal });
	const sending = loop.sockSendFds(a, ["later"], [reading]);
	await turns(2);
	t.false(sending.done());
	controller.abort();
	t.is(await errorName(aborted), "AbortError");
	drain(b);
	t.is(await sending, 5);
	const [data, fds] = await loop.sockRecvFds(b, 100, 1);
	t.is(data.toString(), "later");
	closeAll(fds);
	t.is(file.copies(), before);
});

test("sockSendmsg, sockRecvmsg: UDP with addresses and names; a descriptor's number does as well as a Socket", async (t) => {
	const loop = newLoop(t);
	const [a, b] = [0, 1].map(() => {
		const sock = new Socket(AF_INET, SOCK_DGRAM);
		t.teardown(() => sock.close());
		sock.setblocking(false);
		sock.bind(["127.0.0.1", 0]);
		return sock;
	}) as [Socket, Socket];
	const [, port] = b.getsockname<[string, number]>();
	t.is(await loop.sockSendmsg(a, ["by ", "number"], [], { address: b.getsockname() }), 9);
	t.is(await loop.sockSendmsg(a.fileno(), ["by name"], [], { address: ["localhost", port] }), 7);
	const [first, , , address] = await loop.sockRecvmsg(b.fileno(), 100, CMSG_SPACE(16));
	t.is(first.toString(), "by number");
	t.deepEqual(address, a.getsockname());
	t.is((await loop.sockRecvmsg(b, 100))[0].toString(), "by name");
});

test("sockRecvmsg: credentials of the sender", async (t) => {
	if (Number.isNaN(SO_PASSCRED)) return skip(t, "SO_PASSCRED", "Linux only");
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	b.setsockopt(SOL_SOCKET, SO_PASSCRED, true);
	await loop.sockSendmsg(a, ["x"]);
	const [, ancdata] = await loop.sockRecvmsg(b, 10, CMSG_SPACE(12));
	t.is(scmCredentials.find(ancdata)?.pid, process.pid);
});

test("sockRecvFds: cancelled while it waits, it leaves message and descriptors in the kernel", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const { reading, file } = pipeOf(t);
	const before = file.copies();
	const cancelled = loop.sockRecvFds(b, 100, 1);
	await turns(2);
	const failed = t.throwsAsync(async () => await cancelled, { instanceOf: CancelledError });
	cancelled.cancel();
	await failed;
	await loop.sockSendFds(a, ["kept"], [reading]);
	const [data, fds] = await loop.sockRecvFds(b, 100, 1);
	t.is(data.toString(), "kept");
	t.is(fds.length, 1);
	closeAll(fds);
	t.is(file.copies(), before);
});

test("sockRecvFds: a generator task that is cancelled in the turn of its message leaks no descriptor", async (t) => {
	if (!OpenFile.canCount) return skip(t, "/proc/self/fd", "not there");
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const { reading, file } = pipeOf(t);
	const before = file.copies();
	let came = false;
	const task: Task<unknown> = loop.createTask(function* () {
		const receiving = loop.sockRecvFds(b, 100, 1);
		// Runs when the message is there, before the task's own step.
		receiving.addDoneCallback(() => {
			came = file.copies() > before;
			task.cancel();
		});
		return yield* receiving;
	});
	await turns(2);
	a.sendFds(["too late"], [reading]);
	await t.throwsAsync(async () => await task, { instanceOf: CancelledError });
	t.true(came);
	await eventually("the descriptor is closed", () => file.copies() === before);
	t.is(file.copies(), before);
});

test("sockRecvFds: a result that nobody has seen is recalled by cancelling, one that was seen is not", async (t) => {
	if (!OpenFile.canCount) return skip(t, "/proc/self/fd", "not there");
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const { reading, file } = pipeOf(t);
	const before = file.copies();
	a.sendFds(["unseen"], [reading]);
	const unseen = loop.sockRecvFds(b, 100, 1);
	t.true(unseen.done());
	t.is(file.copies(), before + 1);
	t.false(unseen.cancel());
	await eventually("the descriptor is closed", () => file.copies() === before);
	t.throws(() => unseen.result(), { instanceOf: CancelledError });
	a.sendFds(["seen"], [reading]);
	const seen = loop.sockRecvFds(b, 100, 1);
	const [data, fds] = await seen;
	seen.cancel();
	await turns(3);
	t.is(data.toString(), "seen");
	t.is(file.copies(), before + 1);
	closeAll(fds);
	t.is(file.copies(), before);
});

test("sockRecvFds: an async function whose task is cancelled late gets its message", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const { reading, file } = pipeOf(t);
	const before = file.copies();
	let got = 0;
	let receiving: Future<[Buffer, number[], number, unknown]> | undefined;
	const task = loop.createTask(async () => {
		receiving = loop.sockRecvFds(b, 100, 1) as Future<[Buffer, number[], number, unknown]>;
		const [, fds] = await receiving;
		got = fds.length;
		closeAll(fds);
	});
	await turns(2);
	a.sendFds(["x"], [reading]);
	await eventually("the message is there", () => receiving?.done() === true);
	task.cancel();
	await Promise.allSettled([task]);
	t.is(got, 1);
	t.is(file.copies(), before);
});

test("sockRecvFds: with a time limit that races the message, no descriptor is lost", async (t) => {
	if (!OpenFile.canCount) return skip(t, "/proc/self/fd", "not there");
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t, SOCK_DGRAM);
	const { reading, file } = pipeOf(t);
	const before = file.copies();
	for (let i = 0; i < 100; i += 1) {
		const timer = setTimeout(() => a.sendFds(["x"], [reading]), 1);
		try {
			const [, fds] = await waitFor(loop.sockRecvFds(b, 100, 1), 1 + (i % 3) / 2);
			closeAll(fds);
		} catch (error) {
			t.is((error as Error).name, "TimeoutError");
		}
		clearTimeout(timer);
	}
	for (;;) {
		try {
			closeAll(b.recvFds(100, 1)[1]);
		} catch {
			// Nothing is left in the kernel.
			break;
		}
	}
	await eventually("all are closed", () => file.copies() === before);
	t.is(file.copies(), before);
});

test("sockRecvFds: an operation that everybody forgot is closed when it is collected", async (t) => {
	if (process.platform !== "linux") return skip(t, "/proc/self/fd", "not there");
	const program = `
		import { readdirSync } from "node:fs";
		const { getEventLoop, socketpair } = evloop;
		const loop = getEventLoop();
		const [a, b] = socketpair();
		b.setblocking(false);
		a.sendFds(["warm up"], [0]);
		const { closeSync } = await import("node:fs");
		for (const fd of (await loop.sockRecvFds(b, 100, 1))[1]) closeSync(fd);
		const before = readdirSync("/proc/self/fd").length;
		const warned = new Promise((resolve) => process.once("warning", resolve));
		(() => {
			a.sendFds(["forgotten"], [0, 1]);
			loop.sockRecvFds(b, 100, 2);
		})();
		const middle = readdirSync("/proc/self/fd").length;
		let done = false;
		warned.then(() => { done = true; });
		while (!done) { gc(); await new Promise((resolve) => setImmediate(resolve)); }
		console.log(middle - before, readdirSync("/proc/self/fd").length - before, (await warned).name);
		a.close();
		b.close();
	`;
	t.is(await printed(t, program, { flags: ["--expose-gc", "--no-warnings"] }), "2 0 ResourceWarning");
});

test("sockSendmsg, sockRecvmsg and their like: wrong input is refused at once", (t) => {
	const loop = newLoop(t);
	const [a] = nonBlockingPair(t);
	const blocking = new Socket(AF_UNIX);
	t.teardown(() => blocking.close());
	const refused: [call: () => unknown, message: RegExp][] = [
		[
			() => loop.sockSendmsg(a, "x" as never),
			/^Cannot sockSendmsg: buffers must be an array of bytes, got "x"$/,
		],
		[() => loop.sockSendmsg(blocking, ["x"]), /^Cannot sendmsg: the socket must be non-blocking/],
		[
			() => loop.sockSendFds(a, [], [0]),
			/^Cannot sockSendFds: a stream carries descriptors with at least one byte/,
		],
		[() => loop.sockSendFds(a.fileno(), [], [0]), /^Cannot sockSendFds: a stream carries descriptors/],
		[() => loop.sockSendFds(a, ["x"], [-5]), /^Cannot sockSendFds: fds\[0\] must be between 0/],
		[() => loop.sockRecvmsg(a, -1), /^Cannot sockRecvmsg: bufsize must be between 0/],
		[() => loop.sockRecvmsg(a, 1, 1.5), /^Cannot sockRecvmsg: ancbufsize must be a whole number, got 1.5$/],
		[() => loop.sockRecvmsg(a, 1, 1, { flags: Number.NaN }), /flags must be a whole number, got NaN$/],
		[() => loop.sockRecvFds(a, 1, -1), /^Cannot sockRecvFds: maxfds must be between 0/],
		[() => loop.sockRecvFds(blocking, 1, 1), /^Cannot recvmsg: the socket must be non-blocking/],
	];
	for (const [call, message] of refused) t.throws(call, { message });
	a.close();
	t.throws(() => loop.sockRecvFds(a, 1, 1), { code: "EBADF" });
	t.throws(() => loop.sockSendFds(a, ["x"], [0]), { code: "EBADF" });
});

test("sockSendmsg, sockRecvmsg: an aborted signal, a socket that is closed while it waits, memory that is lost", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const signal = AbortSignal.abort();
	t.is(await errorName(loop.sockRecvFds(b, 1, 1, { signal })), "AbortError");
	t.is(await errorName(loop.sockSendmsg(a, ["x"], [], { signal })), "AbortError");
	fill(a);
	const data = new Uint8Array(100);
	const sending = loop.sockSendmsg(a, [data]);
	structuredClone(data.buffer, { transfer: [data.buffer] });
	const failed = t.throwsAsync(async () => await sending, {
		message: /the data lost its memory while it waited$/,
	});
	drain(b);
	await failed;
	const waiting = loop.sockRecvmsg(b, 10, 10);
	await turns(1);
	const closed = t.throwsAsync(async () => await waiting, { code: "ECONNABORTED" });
	b.close();
	await closed;
});
