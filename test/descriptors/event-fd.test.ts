import test from "ava";
import {
	BlockingIOError,
	EventFd,
	getEventLoop,
	OSError,
	recvFds,
	sendFds,
	socketpair,
} from "../../src/index.js";
import { isCloseOnExec } from "../helpers/descriptors.js";
import { OpenFile } from "../helpers/open-file.js";
import { printed } from "../helpers/run-program.js";
import { skip } from "../helpers/skip.js";
import { made } from "./helpers/makers.js";
import { pythonPeer } from "./helpers/python-peer.js";

const loop = getEventLoop();

test("EventFd: writes add up, a read takes all", (t) => {
	using event = made(t, "EventFd", () => new EventFd(3));
	if (event === undefined) return;
	event.write(4);
	event.write(0);
	t.is(event.read(), 7);
	t.throws(() => event.read(), { instanceOf: BlockingIOError });
	t.true(isCloseOnExec(event.fileno()));
});

test("EventFd: of a semaphore a read takes one", (t) => {
	using event = made(t, "EventFd", () => new EventFd(2, { semaphore: true }));
	if (event === undefined) return;
	t.is(event.read(), 1);
	t.is(event.read(), 1);
	t.throws(() => event.read(), { instanceOf: BlockingIOError });
});

test("EventFd: a count past 2^53 is a bigint's, and stays where a number was asked for", async (t) => {
	using event = made(t, "EventFd", () => new EventFd());
	if (event === undefined) return;
	event.write(2n ** 64n - 2n);
	t.throws(() => event.read(), { instanceOf: RangeError, message: /18446744073709551614/ });
	await t.throwsAsync(async () => event.wait(), { instanceOf: RangeError });
	t.throws(() => event.write(1), { instanceOf: BlockingIOError });
	t.is(event.readBigint(), 2n ** 64n - 2n);
	event.write(Number.MAX_SAFE_INTEGER);
	t.is(event.read(), Number.MAX_SAFE_INTEGER);
	event.write(2n ** 60n);
	t.is(await event.waitBigint(), 2n ** 60n);
});

test("EventFd: refuses what does not fit, before the system call", (t) => {
	using event = made(t, "EventFd", () => new EventFd());
	if (event === undefined) return;
	for (const value of [-1, 2 ** 53, -1n, 2n ** 64n - 1n, 2n ** 64n]) {
		t.throws(() => event.write(value), { instanceOf: RangeError, message: /Cannot write: value must be/ });
	}
	for (const value of [1.5, Number.NaN, "1", undefined, null, {}]) {
		t.throws(() => event.write(value as never), { instanceOf: TypeError });
	}
	for (const initial of [-1, 2 ** 32]) t.throws(() => new EventFd(initial), { instanceOf: RangeError });
	for (const initial of [0.5, "1", 1n])
		t.throws(() => new EventFd(initial as never), { instanceOf: TypeError });
	t.throws(() => new EventFd(0, { semaphore: 1 as never }), { instanceOf: TypeError });
	t.throws(() => new EventFd(0, { fileno: -1 }), { instanceOf: RangeError });
	t.throws(() => event.read(), { instanceOf: BlockingIOError });
});

test("EventFd: who waits first gets the count first", async (t) => {
	using event = made(t, "EventFd", () => new EventFd());
	if (event === undefined) return;
	const order: string[] = [];
	const wait = async (name: string) => order.push(`${name} ${await event.wait()}`);
	const all = [wait("first"), wait("second"), wait("third")];
	for (const value of [5, 6, 7]) {
		event.write(value);
		const before = order.length;
		while (order.length === before) await loop.waitWritable(event);
	}
	await Promise.all(all);
	t.deepEqual(order, ["first 5", "second 6", "third 7"]);
});

test("EventFd: its closing closes the descriptor, and duplicates of others stay", async (t) => {
	if (!OpenFile.canCount) return skip(t, "/proc/self/fdinfo", "not on this system");
	const event = made(t, "EventFd", () => new EventFd(9));
	if (event === undefined) return;
	const file = new OpenFile(event.fileno());
	const [left, right] = socketpair();
	t.teardown(() => {
		left.close();
		right.close();
	});
	sendFds(left, ["event"], [event]);
	event.close();
	t.is(file.copies(), 0);
	const [, [fileno = -1]] = recvFds(right, 100, 1);
	using received = new EventFd(0, { fileno });
	t.is(file.copies(), 1);
	t.is(await received.wait(), 9);
	t.throws(() => received.read(), { instanceOf: BlockingIOError });
	received.close();
	t.is(file.copies(), 0);
});

test("EventFd: wakes Python, and is woken by it", async (t) => {
	using event = made(t, "EventFd", () => new EventFd());
	if (event === undefined) return;
	const peer = pythonPeer(
		t,
		`
import select
_, (fd,), _, _ = socket.recv_fds(sock, 10, 1)
mine = os.eventfd(0)
socket.send_fds(sock, [b"mine"], [mine])
select.select([mine], [], [])
os.eventfd_write(fd, os.eventfd_read(mine) + 1)
sock.recv(1)
os.eventfd_write(mine, 2**33)
sock.recv(1)
`,
	);
	if (peer === undefined) return;
	await loop.sockSendFds(peer.sock, ["e"], [event]);
	const [, [fileno = -1]] = await loop.sockRecvFds(peer.sock, 10, 1);
	// Python's is a blocking one: what would block must not.
	using theirs = new EventFd(0, { fileno });
	t.throws(() => theirs.read(), { instanceOf: BlockingIOError });
	const waiting = event.wait();
	theirs.write(41);
	t.is(await waiting, 42);
	const again = theirs.wait();
	await loop.sockSendall(peer.sock, "x");
	t.is(await again, 2 ** 33);
	await loop.sockSendall(peer.sock, "x");
	const { code, stderr } = await peer.ended();
	t.is(code, 0, stderr);
});

test("EventFd, TimerFd, PidFd, SignalFd, memfd, pipe: without a descriptor left say EMFILE, and leak none", async (t) => {
	const output = await printed(
		t,
		`import { readdirSync } from "node:fs";
const { EventFd, TimerFd, PidFd, SignalFd, memfd, pipe } = evloop;
const makers = {
	EventFd: () => new EventFd(), TimerFd: () => new TimerFd(), PidFd: () => new PidFd(process.pid),
	SignalFd: () => new SignalFd(["SIGUSR2"]), memfd: () => memfd("x"), pipe: () => pipe()[0],
};
for (const make of Object.values(makers)) make().close();
const count = () => readdirSync("/proc/self/fd").length;
globalThis.gc?.();
const before = count();
const held = [];
for (;;) { try { held.push(memfd("full")); } catch (error) { if (error.code !== "EMFILE") throw error; break; } }
for (const [name, make] of Object.entries(makers)) {
	try { make(); console.log(name, "made"); } catch (error) { console.log(name, error.name, error.code, error.syscall); }
}
// One is enough for all but a pipe, which must not keep it.
held.pop().close();
try { pipe(); console.log("pipe made"); } catch (error) { console.log(error.code); }
for (const file of held) file.close();
console.log(count() === before);`,
		{ descriptors: 256 },
	);
	t.deepEqual(output.split("\n"), [
		"EventFd OSError EMFILE eventfd",
		"TimerFd OSError EMFILE timerfd_create",
		"PidFd OSError EMFILE pidfd_open",
		"SignalFd OSError EMFILE signalfd",
		"memfd OSError EMFILE memfd_create",
		"pipe OSError EMFILE pipe",
		"EMFILE",
		"true",
	]);
});

test("EventFd: one that was never open is EBADF", async (t) => {
	const event = new EventFd(0, { fileno: 2 ** 30 });
	t.throws(() => event.read(), { instanceOf: OSError, code: "EBADF" });
	t.is(event.detach(), 2 ** 30);
});
