/** What the table of descriptors got wrong. */
import test from "ava";
import { ConnectionAbortedError, OSError } from "../../src/errors.js";
import { becomesIdle } from "../helpers/becomes-idle.js";
import { closeDescriptor, duplicate, duplicateOver, lonelyNumber } from "../helpers/descriptors.js";
import { newLoop } from "../helpers/new-loop.js";
import { nonBlockingPair } from "../helpers/non-blocking-pair.js";
import { printed } from "../helpers/run-program.js";

test("a reader whose handle was cancelled is removed, and does not make the loop spin", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const handle = loop.addReader(a, () => t.fail());
	loop.addWriter(b, () => t.fail()).cancel();
	handle.cancel();
	b.send("never read");
	await becomesIdle(loop, 0);
	t.false(loop.removeReader(a));
});

test("an operation's future that somebody else settles does no harm", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const taken = loop.sockRecv(a, 10);
	const next = loop.sockRecv(a, 10);
	taken.setResult(Buffer.from("not from the socket"));
	b.send("data");
	t.is((await next).toString(), "data");
	const open = loop.sockRecv(a, 10);
	open.catch(() => {});
	open.setException(new Error("not from the socket"));
	const left = loop.sockRecv(a, 10);
	a.close();
	await t.throwsAsync(async () => await left, { instanceOf: ConnectionAbortedError });
	await becomesIdle(loop, 0);
});

test("a reader that is added again is armed though its number belongs to somebody else by now", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const [c, d] = nonBlockingPair(t);
	const fd = duplicate(a.fileno(), lonelyNumber);
	loop.addReader(fd, () => t.fail());
	// Closed and opened again in one step, behind the loop's back.
	duplicateOver(c.fileno(), fd);
	const called = new Promise<string>((resolve) => {
		loop.addReader(fd, () => {
			loop.removeReader(fd);
			resolve(c.recv(100).toString());
		});
	});
	d.send("for the new owner");
	t.is(await called, "for the new owner");
	b.send("x");
	loop.notifyClosing(fd);
	closeDescriptor(fd);
});

test("a second operation on a number is armed though the number belongs to somebody else by now", async (t) => {
	const loop = newLoop(t);
	const [a] = nonBlockingPair(t);
	const [c, d] = nonBlockingPair(t);
	const fd = duplicate(a.fileno(), lonelyNumber + 1);
	const first = loop.waitReadable(fd);
	duplicateOver(c.fileno(), fd);
	const second = loop.sockRecv(fd, 100);
	d.send("for the new owner");
	await first;
	t.is((await second).toString(), "for the new owner");
	closeDescriptor(fd);
});

test("cancelling one of two waiters of a descriptor that was closed meanwhile throws nothing", async (t) => {
	const loop = newLoop(t);
	const [a] = nonBlockingPair(t);
	const fd = duplicate(a.fileno(), lonelyNumber + 2);
	const reading = loop.waitReadable(fd);
	const handle = loop.addWriter(fd, () => {});
	closeDescriptor(fd);
	t.true(reading.cancel());
	loop.removeWriter(fd);
	t.true(handle.cancelled());
	await becomesIdle(loop, 0);
});

test("a second direction on a descriptor that was closed meanwhile is refused, and who waited is told", async (t) => {
	const loop = newLoop(t);
	const [a] = nonBlockingPair(t);
	const fd = duplicate(a.fileno(), lonelyNumber + 3);
	const reading = loop.waitReadable(fd);
	closeDescriptor(fd);
	const writing = loop.waitWritable(fd);
	const outcomes = await Promise.allSettled([reading, writing]);
	// poll and select take any number, and report a closed one as ready.
	for (const each of outcomes) {
		t.true(each.status === "fulfilled" || each.reason instanceof OSError);
	}
	await becomesIdle(loop, 0);
});

test("a socket that is watched by a callback is not collected, and thereby closed", async (t) => {
	const output = await printed(
		t,
		`const loop = evloop.getEventLoop();
		function watch() {
			const [a, b] = evloop.socketpair();
			loop.addReader(a, () => { console.log("called"); process.exit(); });
			return b;
		}
		const b = watch();
		process.on("warning", ({ name }) => console.log(name));
		for (let i = 0; i < 20; i += 1) {
			await new Promise((resolve) => setTimeout(resolve, 1));
			globalThis.gc();
		}
		b.send("x");`,
		{ flags: ["--expose-gc"] },
	);
	t.is(output, "called");
});
