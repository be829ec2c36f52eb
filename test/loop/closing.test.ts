import test from "ava";
import { ConnectionAbortedError, RuntimeError } from "../../src/errors.js";
import { sleep } from "../../src/futures/index.js";
import { newEventLoop, SelectorEventLoop } from "../../src/loop/index.js";
import { DefaultSelector } from "../../src/selectors/index.js";
import { AF_INET, SOCK_DGRAM, Socket } from "../../src/sockets/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { fill, nonBlockingPair } from "../helpers/non-blocking-pair.js";
import { turns } from "../helpers/turns.js";

const closed = { instanceOf: RuntimeError, message: "Event loop is closed" };

test("close: twice is harmless, and isClosed tells", (t) => {
	const loop = newEventLoop();
	t.false(loop.isClosed());
	loop.close();
	t.true(loop.isClosed());
	loop.close();
	{
		using other = newEventLoop();
		t.false(other.isClosed());
	}
	t.false(loop.isRunning());
});

test("close: closes the selector", (t) => {
	const selector = new DefaultSelector();
	const loop = new SelectorEventLoop(selector);
	loop.close();
	t.is(selector.getMap(), undefined);
});

test("a closed loop refuses everything that would have to be done later", (t) => {
	const loop = newEventLoop();
	const [a] = nonBlockingPair(t);
	const listener = new Socket(AF_INET, SOCK_DGRAM);
	listener.setblocking(false);
	t.teardown(() => listener.close());
	loop.close();
	const calls: Record<string, () => unknown> = {
		callSoon: () => loop.callSoon(() => {}),
		callSoonThreadsafe: () => loop.callSoonThreadsafe(() => {}),
		callLater: () => loop.callLater(1, () => {}),
		callAt: () => loop.callAt(1, () => {}),
		createTask: () =>
			loop.createTask(function* () {
				yield* sleep(0);
			}),
		runForever: () => loop.runForever(),
		runUntilComplete: () => loop.runUntilComplete(async () => {}),
		runForeverSync: () => loop.runForeverSync(),
		runUntilCompleteSync: () => loop.runUntilCompleteSync(loop.createFuture()),
		addReader: () => loop.addReader(a, () => {}),
		addWriter: () => loop.addWriter(a, () => {}),
		waitReadable: () => loop.waitReadable(a),
		waitWritable: () => loop.waitWritable(a),
		sockRecv: () => loop.sockRecv(a, 1),
		sockRecvInto: () => loop.sockRecvInto(a, Buffer.alloc(1)),
		sockRecvfrom: () => loop.sockRecvfrom(a, 1),
		sockRecvfromInto: () => loop.sockRecvfromInto(a, Buffer.alloc(1)),
		sockSend: () => loop.sockSend(a, "x"),
		sockSendall: () => loop.sockSendall(a, "x"),
		sockSendto: () => loop.sockSendto(listener, "x", ["127.0.0.1", 9]),
		sockConnect: () => loop.sockConnect(listener, ["127.0.0.1", 9]),
		sockAccept: () => loop.sockAccept(listener),
		getaddrinfo: () => loop.getaddrinfo("127.0.0.1", 80),
		getnameinfo: () => loop.getnameinfo(["127.0.0.1", 80]),
	};
	for (const [name, call] of Object.entries(calls)) t.throws(call, closed, name);
	t.false(loop.removeReader(a));
	t.false(loop.removeWriter(a));
	t.notThrows(() => loop.notifyClosing(a));
	t.notThrows(() => loop.stop());
	t.deepEqual(loop.statistics(), { ready: 0, timers: 0, watched: 0, holding: false });
});

test("close: drops callbacks and timers, and fails who waits for a descriptor", async (t) => {
	const loop = newEventLoop();
	const [a, b] = nonBlockingPair(t);
	fill(b);
	loop.callSoon(() => t.fail());
	loop.callLater(0, () => t.fail());
	loop.addReader(b, () => t.fail());
	loop.addWriter(a, () => t.fail());
	const operations = [
		loop.sockRecv(b, 10),
		loop.sockSendall(b, "more"),
		loop.waitReadable(b),
		loop.sockRecvInto(b, Buffer.alloc(3)),
	];
	const outcomes = Promise.allSettled(operations);
	loop.close();
	for (const each of await outcomes) {
		t.true(each.status === "rejected" && each.reason instanceof ConnectionAbortedError);
	}
	await turns(3);
	// The sockets are not the loop's.
	a.send("still open");
	t.is(b.recv(100).toString(), "still open");
});

test("close: a socket that is closed later finds no loop", (t) => {
	const loop = newEventLoop();
	const [a] = nonBlockingPair(t);
	loop.addReader(a, () => {});
	loop.close();
	t.notThrows(() => a.close());
});

test("close: from a callback of a loop that nobody runs", async (t) => {
	const loop = newEventLoop();
	const [a, b] = nonBlockingPair(t);
	b.send("x");
	loop.addReader(a, () => {});
	let after = 0;
	loop.callSoon(() => loop.close());
	loop.callSoon(() => (after += 1));
	await turns(4);
	t.true(loop.isClosed());
	t.is(after, 0);
	t.is(a.recv(10).toString(), "x");
});

test("close: from a reader's callback, with other descriptors ready in the same batch", async (t) => {
	const loop = newEventLoop();
	const pairs = Array.from({ length: 10 }, () => nonBlockingPair(t));
	let calls = 0;
	for (const [a] of pairs) {
		loop.addReader(a, () => {
			calls += 1;
			loop.close();
		});
	}
	for (const [, b] of pairs) b.send("x");
	while (!loop.isClosed()) await turns(1);
	await turns(2);
	t.is(calls, 1);
});

test("a task that waits when its loop is closed is told, and a closed loop steps it no more", async (t) => {
	const loop = newEventLoop();
	const [a] = nonBlockingPair(t);
	const log: string[] = [];
	const task = loop.createTask(function* () {
		try {
			yield* loop.sockRecv(a, 10);
		} catch (error) {
			log.push((error as Error).name);
		}
		return "ended";
	});
	await turns(2);
	loop.close();
	t.is(await task, "ended");
	t.deepEqual(log, ["ConnectionAbortedError"]);
});

test("sleep in an async function belongs to a living loop though the first one is closed", async (t) => {
	const loop = newLoop(t);
	loop.close();
	t.is(await sleep(1, "slept"), "slept");
});
