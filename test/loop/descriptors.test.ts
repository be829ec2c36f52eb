/** addReader, addWriter, waitReadable, waitWritable and notifyClosing. */
import { closeSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ConnectionAbortedError, PermissionError, ValueError } from "../../src/errors.js";
import { SHUT_WR, SOCK_DGRAM } from "../../src/sockets/index.js";
import { becomesIdle } from "../helpers/becomes-idle.js";
import { countingLoop } from "../helpers/counting-loop.js";
import { closeDescriptor, duplicate, lonelyNumber, makePipe } from "../helpers/descriptors.js";
import { eventually } from "../helpers/eventually.js";
import { test } from "../helpers/few-threads.js";
import { newLoop } from "../helpers/new-loop.js";
import { drain, fill, nonBlockingPair } from "../helpers/non-blocking-pair.js";
import { skip } from "../helpers/skip.js";
import { turns } from "../helpers/turns.js";

test("addReader: is called with its arguments whenever there is something, until it is removed", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const heard: string[] = [];
	loop.addReader(a, (prefix: string) => heard.push(prefix + a.recv(1)), ">");
	b.send("123");
	await eventually("three calls", () => heard.length === 3);
	t.deepEqual(heard, [">1", ">2", ">3"]);
	t.true(loop.removeReader(a));
	t.false(loop.removeReader(a));
	b.send("4");
	await turns(5);
	t.is(heard.length, 3);
	await becomesIdle(loop, 0);
});

test("addReader: by object, by number and by any object with fileno() mean the same descriptor", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const calls: string[] = [];
	const first = loop.addReader(a, () => calls.push("first"));
	const second = loop.addReader(a.fileno(), () => calls.push("second"));
	const third = loop.addReader({ fileno: () => a.fileno() }, () => {
		calls.push("third");
		drain(a);
	});
	t.deepEqual(
		[first, second, third].map((handle) => handle.cancelled()),
		[true, true, false],
	);
	b.send("x");
	await eventually("a call", () => calls.length > 0);
	t.deepEqual(calls, ["third"]);
	t.true(loop.removeReader(a));
	await becomesIdle(loop, 0);
});

test("addReader: the end of the stream is something to read", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const end = new Promise((resolve) =>
		loop.addReader(a, () => {
			loop.removeReader(a);
			resolve(a.recv(10).length);
		}),
	);
	b.shutdown(SHUT_WR);
	t.is(await end, 0);
});

test("addWriter: is called whenever there is room, until it is removed", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	fill(a);
	let calls = 0;
	loop.addWriter(a, () => (calls += 1));
	await turns(10);
	t.is(calls, 0);
	drain(b);
	await eventually("calls", () => calls > 2);
	t.true(loop.removeWriter(a));
	const seen = calls;
	await turns(5);
	t.is(calls, seen);
	t.false(loop.removeWriter(a));
	await becomesIdle(loop, 0);
});

test("addReader and addWriter: both on one descriptor, each removed on its own", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const calls = { read: 0, written: 0 };
	loop.addReader(a, () => {
		calls.read += 1;
		drain(a);
	});
	loop.addWriter(a, () => {
		calls.written += 1;
		loop.removeWriter(a);
	});
	t.is(loop.statistics().watched, 1);
	await eventually("a write", () => calls.written === 1);
	b.send("x");
	await eventually("a read", () => calls.read === 1);
	t.is(calls.written, 1);
	loop.addWriter(a, () => {
		calls.written += 1;
		loop.removeWriter(a);
	});
	t.true(loop.removeReader(a));
	await eventually("another write", () => calls.written === 2);
	await becomesIdle(loop, 0);
});

test("a writer that is removed by its reader's callback in the same round is not called", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	b.send("x");
	const calls: string[] = [];
	loop.addReader(a, () => {
		calls.push("reader");
		loop.removeWriter(a);
		loop.removeReader(a);
	});
	loop.addWriter(a, () => calls.push("writer"));
	await eventually("the reader", () => calls.includes("reader"));
	await turns(3);
	t.deepEqual(calls, ["reader"]);
});

test("a callback that is removed by another descriptor's callback in the same round is not called", async (t) => {
	const loop = newLoop(t);
	const pairs = Array.from({ length: 8 }, () => nonBlockingPair(t));
	let calls = 0;
	for (const [, b] of pairs) b.send("x");
	for (const [a] of pairs) {
		loop.addReader(a, () => {
			calls += 1;
			for (const [other] of pairs) loop.removeReader(other);
		});
	}
	await eventually("a call", () => calls > 0);
	await turns(3);
	t.is(calls, 1);
	await becomesIdle(loop, 0);
});

test("a reader that its own callback replaces is called no more, the new one is", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const calls: string[] = [];
	loop.addReader(a, () => {
		calls.push("old");
		loop.addReader(a, () => {
			calls.push("new");
			drain(a);
		});
	});
	b.send("x");
	await eventually("the new one", () => calls.includes("new"));
	t.deepEqual(calls, ["old", "new"]);
	loop.removeReader(a);
});

test("what a reader throws is reported, and it is called again", async (t) => {
	const loop = newLoop(t);
	const reports: unknown[] = [];
	loop.setExceptionHandler((_loop, { exception }) => reports.push(exception));
	const [a, b] = nonBlockingPair(t);
	loop.addReader(a, () => {
		throw new Error(`on ${a.recv(1)}`);
	});
	b.send("12");
	await eventually("two reports", () => reports.length === 2);
	t.deepEqual(
		reports.map((each) => (each as Error).message),
		["on 1", "on 2"],
	);
	loop.removeReader(a);
});

test("waitReadable, waitWritable: are done when it is so, and take nothing", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const readable = loop.waitReadable(a);
	const again = loop.waitReadable(a.fileno());
	await turns(3);
	t.false(readable.done());
	b.send("x");
	t.is(await readable, undefined);
	t.is(await again, undefined);
	t.is(await loop.waitReadable(a), undefined);
	t.is(a.recv(10).toString(), "x");
	t.is(await loop.waitWritable(a), undefined);
	fill(a);
	const writable = loop.waitWritable(a);
	await turns(3);
	t.false(writable.done());
	drain(b);
	await writable;
	await becomesIdle(loop);
});

test("waitReadable: pipes, and both ends of them when the other is closed", async (t) => {
	const loop = newLoop(t);
	const [reader, writer] = makePipe(t);
	await loop.waitWritable(writer);
	const readable = loop.waitReadable(reader);
	writer.write("through");
	await readable;
	t.is(reader.read(), "through");
	const end = loop.waitReadable(reader);
	writer.close();
	await end;
	t.is(reader.read(), "");
	await becomesIdle(loop, 0);
});

test("waiting: cancel and abort take it back at once, and leave no registration", async (t) => {
	const loop = newLoop(t);
	const [a] = nonBlockingPair(t);
	fill(a);
	for (const wait of ["waitReadable", "waitWritable"] as const) {
		const cancelled = loop[wait](a);
		t.is(loop.statistics().watched, 1);
		t.true(cancelled.cancel());
		t.deepEqual(loop.statistics(), { ready: 0, timers: 0, watched: 0, holding: false });
		const controller = new AbortController();
		const aborted = loop[wait](a, { signal: controller.signal });
		const reason = new Error("enough");
		const failed = t.throwsAsync(async () => await aborted, { is: reason });
		await turns(1);
		controller.abort(reason);
		t.is(loop.statistics().watched, 0);
		await failed;
	}
	await becomesIdle(loop, 0);
});

test("a peer that hung up does not make the loop spin where nobody waits", async (t) => {
	const { loop, waits, changes } = countingLoop(t);
	const [a, b] = nonBlockingPair(t);
	const [c, d] = nonBlockingPair(t, SOCK_DGRAM);
	// Their registrations stay, since the next operation is coming.
	for (const [mine, peer] of [
		[a, b],
		[c, d],
	] as const) {
		const receiving = loop.sockRecv(mine, 100);
		peer.send("x");
		await receiving;
	}
	t.is(loop.statistics().watched, 2);
	b.close();
	d.send("nobody reads this");
	d.close();
	await eventually(
		"the registration of the hung-up one to be dropped",
		() => loop.statistics().watched === 0,
	);
	const begin = { waits: waits(), changes: changes() };
	await new Promise((resolve) => setTimeout(resolve, 50));
	t.true(waits() - begin.waits <= 2, `${waits() - begin.waits} waits`);
	t.is(changes(), begin.changes);
	// Nothing is lost by it.
	t.is((await loop.sockRecv(c, 100)).toString(), "nobody reads this");
	t.is((await loop.sockRecv(a, 100)).length, 0);
});

test("a peer that hung up wakes who waits to read and who waits to write", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	fill(a);
	const waiting = [loop.waitReadable(a), loop.waitWritable(a)];
	b.close();
	await Promise.all(waiting);
	t.is(loop.statistics().holding, false);
});

test("notifyClosing: who waits is told, callbacks are gone, and the next owner of the number is armed", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const fd = duplicate(a.fileno(), lonelyNumber + 4);
	const handles = [loop.addReader(fd, () => t.fail()), loop.addWriter(fd, () => {})];
	const waiting = [loop.waitReadable(fd), loop.sockRecv(fd, 10)];
	const outcomes = Promise.allSettled(waiting);
	loop.notifyClosing(fd);
	closeDescriptor(fd);
	for (const handle of handles) t.true(handle.cancelled());
	for (const each of await outcomes) {
		t.true(each.status === "rejected" && each.reason instanceof ConnectionAbortedError);
		if (each.status === "rejected") t.is((each.reason as ConnectionAbortedError).fd, fd);
	}
	await becomesIdle(loop, 0);
	t.notThrows(() => loop.notifyClosing(fd));
	const next = duplicate(a.fileno(), fd);
	t.is(next, fd);
	const received = loop.sockRecv(next, 100);
	b.send("to the next");
	t.is((await received).toString(), "to the next");
	t.is(loop.statistics().watched, 0);
	closeDescriptor(next);
});

test("closing a Socket removes its callbacks, and its number's next owner is armed", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const [c, d] = nonBlockingPair(t);
	const number = a.fileno();
	const handle = loop.addReader(a, () => t.fail());
	loop.addWriter(a, () => t.fail());
	a.close();
	t.true(handle.cancelled());
	t.deepEqual(loop.statistics(), { ready: 0, timers: 0, watched: 0, holding: false });
	t.false(loop.removeReader(number));
	const fd = duplicate(c.fileno(), lonelyNumber + 5);
	const called = new Promise<void>((resolve) => {
		loop.addReader(fd, () => {
			loop.removeReader(fd);
			resolve();
		});
	});
	d.send("x");
	await called;
	t.is(c.recv(10).toString(), "x");
	closeDescriptor(fd);
	b.close();
});

test("detach: removes its callbacks, too", (t) => {
	const loop = newLoop(t);
	const [a] = nonBlockingPair(t);
	const handle = loop.addReader(a, () => t.fail());
	const fd = a.detach();
	t.true(handle.cancelled());
	t.is(loop.statistics().watched, 0);
	closeDescriptor(fd);
});

test("a regular file is refused by epoll with a PermissionError that names it, and is always ready elsewhere", async (t) => {
	const loop = newLoop(t);
	const fd = openSync(fileURLToPath(import.meta.url), "r");
	t.teardown(() => closeSync(fd));
	if (process.platform !== "linux" || !["", "epoll"].includes(process.env.EVLOOP_SELECTOR ?? "")) {
		await loop.waitReadable(fd);
		await becomesIdle(loop, 0);
		skip(t, "regular files refused", "only epoll refuses them");
		return;
	}
	const expected = { instanceOf: PermissionError, message: RegExp(`fd ${fd}`), code: "EPERM" };
	t.throws(() => loop.addReader(fd, () => {}), expected);
	t.throws(() => loop.addWriter(fd, () => {}), expected);
	await t.throwsAsync(async () => await loop.waitReadable(fd), expected);
	await t.throwsAsync(async () => await loop.waitWritable(fd), expected);
	await becomesIdle(loop, 0);
});

test("what is no descriptor is refused, and nothing changes", (t) => {
	const loop = newLoop(t);
	const [a] = nonBlockingPair(t);
	a.close();
	const wrong = [-1, 1.5, Number.NaN, 2 ** 31, undefined, null, "1", {}, { fileno: () => "1" }, a];
	for (const file of wrong as never[]) {
		const expected = { instanceOf: ValueError };
		t.throws(() => loop.addReader(file, () => {}), expected);
		t.throws(() => loop.addWriter(file, () => {}), expected);
		t.throws(() => loop.removeReader(file), expected);
		t.throws(() => loop.removeWriter(file), expected);
		t.throws(() => loop.waitReadable(file), expected);
		t.throws(() => loop.waitWritable(file), expected);
		t.throws(() => loop.notifyClosing(file), expected);
	}
	const thrower = {
		fileno() {
			throw new Error("no number");
		},
	};
	t.throws(() => loop.addReader(thrower as never, () => {}), { instanceOf: ValueError });
	const [c] = nonBlockingPair(t);
	for (const callback of [undefined, null, 5, {}]) {
		t.throws(() => loop.addReader(c, callback as never), { instanceOf: TypeError });
		t.throws(() => loop.addWriter(c, callback as never), { instanceOf: TypeError });
	}
	for (const signal of [null, 5, {}, "abort", new AbortController()]) {
		t.throws(() => loop.waitReadable(c, { signal: signal as never }), {
			instanceOf: TypeError,
			message: /signal/,
		});
	}
	t.deepEqual(loop.statistics(), { ready: 0, timers: 0, watched: 0, holding: false });
});

test("ReaderHandle: ref, unref and hasRef", (t) => {
	const loop = newLoop(t);
	const [a] = nonBlockingPair(t);
	const handle = loop.addReader(a, () => {});
	t.true(handle.hasRef());
	t.true(loop.statistics().holding);
	t.is(handle.unref(), handle);
	handle.unref();
	t.false(handle.hasRef());
	t.false(loop.statistics().holding);
	t.is(handle.ref(), handle);
	handle.ref();
	t.true(loop.statistics().holding);
	t.true(loop.removeReader(a));
	t.false(handle.hasRef());
	handle.ref();
	t.false(handle.hasRef());
	t.deepEqual(loop.statistics(), { ready: 0, timers: 0, watched: 0, holding: false });
});

test("two loops watch the same descriptor independently", async (t) => {
	const [first, second] = [newLoop(t), newLoop(t)];
	const [a, b] = nonBlockingPair(t);
	const waiting = [first.waitReadable(a), second.waitReadable(a)];
	b.send("x");
	await Promise.all(waiting);
	const again = [first.sockRecv(b, 1), second.sockRecv(b, 1)];
	const outcomes = Promise.allSettled(again);
	b.close();
	for (const each of await outcomes) {
		t.true(each.status === "rejected" && each.reason instanceof ConnectionAbortedError);
	}
});
