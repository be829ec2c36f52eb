/** Operations that wait: taken back, aborted, and overtaken by the closing of their socket. */
import { getEventListeners } from "node:events";
import test, { type ExecutionContext } from "ava";
import { ConnectionAbortedError } from "../../src/errors.js";
import type { Future, OperationOptions } from "../../src/futures/index.js";
import { type EventLoop, ProactorEventLoop } from "../../src/loop/index.js";
import { SOCK_STREAM, type Socket } from "../../src/sockets/index.js";
import { becomesIdle } from "../helpers/becomes-idle.js";
import { countingLoop } from "../helpers/counting-loop.js";
import { closeDescriptor, duplicate, lonelyNumber } from "../helpers/descriptors.js";
import { eventually } from "../helpers/eventually.js";
import { newLoop } from "../helpers/new-loop.js";
import { drain, fill, nonBlockingPair } from "../helpers/non-blocking-pair.js";
import { errorName, reasonOf } from "../helpers/reason-of.js";
import { turns } from "../helpers/turns.js";

type Begin = (loop: EventLoop, sock: Socket, options?: OperationOptions) => Future<unknown>;

/** Every operation that can wait on a connected socket. */
const operations: Readonly<Record<string, { readonly begin: Begin; readonly writes: boolean }>> = {
	sockRecv: { begin: (loop, sock, options) => loop.sockRecv(sock, 100, options), writes: false },
	sockRecvInto: {
		begin: (loop, sock, options) => loop.sockRecvInto(sock, Buffer.alloc(100), options),
		writes: false,
	},
	sockRecvfrom: { begin: (loop, sock, options) => loop.sockRecvfrom(sock, 100, options), writes: false },
	sockRecvfromInto: {
		begin: (loop, sock, options) => loop.sockRecvfromInto(sock, Buffer.alloc(100), 0, options),
		writes: false,
	},
	waitReadable: { begin: (loop, sock, options) => loop.waitReadable(sock, options), writes: false },
	sockSend: { begin: (loop, sock, options) => loop.sockSend(sock, "more", options), writes: true },
	sockSendall: { begin: (loop, sock, options) => loop.sockSendall(sock, "more", options), writes: true },
	waitWritable: { begin: (loop, sock, options) => loop.waitWritable(sock, options), writes: true },
};

function fullPair(t: ExecutionContext): [Socket, Socket] {
	const [a, b] = nonBlockingPair(t, SOCK_STREAM);
	fill(a);
	return [a, b];
}

for (const [name, { begin, writes }] of Object.entries(operations)) {
	test(`${name}: cancel takes it back at once, registration and hold included`, async (t) => {
		const loop = newLoop(t);
		const [a] = fullPair(t);
		for (const wait of [0, 1, 3]) {
			const future = begin(loop, a);
			t.false(future.done());
			await turns(wait);
			t.deepEqual(loop.statistics(), { ready: 0, timers: 0, watched: 1, holding: true });
			const failed = errorName(future);
			t.true(future.cancel());
			t.true(future.cancelled());
			t.false(future.cancel());
			t.is(await failed, "CancelledError");
			const { watched, holding } = loop.statistics();
			t.deepEqual({ watched, holding }, { watched: 0, holding: false });
		}
	});

	test(`${name}: an aborted signal takes it back, and its listener is gone after any ending`, async (t) => {
		const loop = newLoop(t);
		const [a, b] = fullPair(t);
		const controller = new AbortController();
		const { signal } = controller;
		const listeners = () => getEventListeners(signal, "abort").length;
		const ended = begin(loop, a, { signal });
		const cancelled = begin(loop, a, { signal });
		const aborted = begin(loop, a, { signal });
		t.is(listeners(), 1);
		const failed = errorName(cancelled);
		cancelled.cancel();
		t.is(await failed, "CancelledError");
		if (writes) drain(b);
		else b.send("x");
		await ended;
		// waitReadable leaves the data where it is, and waitWritable the room: the other one is done, too.
		if (!name.startsWith("wait")) {
			if (writes) fill(a);
			const last = begin(loop, a, { signal });
			const reasons = [reasonOf(last), writes ? undefined : reasonOf(aborted)];
			await turns(2);
			controller.abort("a reason that is no error");
			t.is(await reasons[0], "a reason that is no error");
			if (!writes) t.is(await reasons[1], "a reason that is no error");
		}
		await Promise.allSettled([aborted]);
		await eventually("the listener to go", () => listeners() === 0);
		await becomesIdle(loop);
	});

	test(`${name}: closing the socket fails all who wait with a ConnectionAbortedError, at once`, async (t) => {
		const loop = newLoop(t);
		const [a] = fullPair(t);
		const fd = a.fileno();
		const waiting = [begin(loop, a), begin(loop, a), begin(loop, a)];
		await turns(1);
		const reasons = waiting.map(reasonOf);
		await Promise.resolve();
		a.close();
		for (const future of waiting) t.true(future.done());
		for (const reason of await Promise.all(reasons)) {
			t.true(reason instanceof ConnectionAbortedError, String(reason));
			t.is((reason as ConnectionAbortedError).code, "ECONNABORTED");
			t.is((reason as ConnectionAbortedError).fd, fd);
		}
		t.is(loop.statistics().watched, 0);
		await becomesIdle(loop, 0);
	});

	test(`${name}: one that is cancelled in the middle of several leaves the others in order`, async (t) => {
		const loop = newLoop(t);
		const [a, b] = fullPair(t);
		const order: number[] = [];
		const waiting = Array.from({ length: 6 }, (_, i) => {
			const future = begin(loop, a);
			future.addDoneCallback(() => order.push(i));
			return future;
		});
		for (const i of [0, 3, 5]) waiting[i]?.cancel();
		await turns(2);
		t.deepEqual(order, [0, 3, 5]);
		order.length = 0;
		if (writes) drain(b);
		for (let count = 1; count <= 3; count += 1) {
			// One at a time: a stream would give all of them to the first.
			if (!writes) b.send("x");
			await eventually(`${count} of three`, () => order.length >= count);
		}
		t.deepEqual(order, [1, 2, 4]);
		await becomesIdle(loop);
	});
}

test("cancelling from a done callback of the one before, in the same round", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const first = loop.sockRecv(a, 1);
	const second = loop.sockRecv(a, 1);
	const third = loop.sockRecv(a, 1);
	first.addDoneCallback(() => second.cancel());
	const failed = errorName(second);
	b.send("1");
	t.is((await first).toString(), "1");
	t.is(await failed, "CancelledError");
	b.send("2");
	t.is((await third).toString(), "2");
});

test("data that came as its receiver was cancelled is there for the next", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	for (let i = 0; i < 20; i += 1) {
		const cancelled = loop.sockRecv(a, 100);
		await turns(i % 3);
		b.send("kept");
		if (i % 2 === 0) await turns(1);
		const taken = cancelled.done();
		cancelled.catch(() => {});
		cancelled.cancel();
		t.is((taken ? cancelled.result() : await loop.sockRecv(a, 100)).toString(), "kept");
	}
	await becomesIdle(loop);
});

test("a task that is cancelled while it receives loses nothing", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const task = loop.createTask(function* () {
		return yield* loop.sockRecv(a, 100);
	});
	await turns(2);
	const failed = errorName(task);
	task.cancel();
	t.is(await failed, "CancelledError");
	t.is(loop.statistics().watched, 0);
	b.send("kept");
	t.is((await loop.sockRecv(a, 100)).toString(), "kept");
});

test("closing from a callback, while others of the same batch are ready", async (t) => {
	const loop = newLoop(t);
	const pairs = Array.from({ length: 20 }, () => nonBlockingPair(t));
	const outcomes = Promise.allSettled(
		pairs.map(async ([a]) => {
			await loop.waitReadable(a);
			for (const [other] of pairs) other.close();
			return "first";
		}),
	);
	const callbacks = pairs.map(([a]) => loop.addReader(a, () => {}));
	for (const [, b] of pairs) b.send("x");
	const statuses = (await outcomes).map((each) => each.status);
	t.true(statuses.includes("fulfilled"));
	t.true(callbacks.every((handle) => handle.cancelled()));
	await becomesIdle(loop, 0);
});

test("the number of a closed socket serves its next owner as if nothing had been", async (t) => {
	const loop = newLoop(t);
	for (let i = 0; i < 10; i += 1) {
		const [a, b] = nonBlockingPair(t);
		const waiting = [loop.sockRecv(a, 10), loop.sockRecv(a, 10)];
		b.send("x");
		await waiting[0];
		const reason = waiting[1] === undefined ? undefined : reasonOf(waiting[1]);
		const number = a.fileno();
		a.close();
		t.true((await reason) instanceof ConnectionAbortedError);
		const [c, d] = nonBlockingPair(t);
		const received = loop.sockRecv(c, 10);
		const sending = loop.sockSendall(c, Buffer.alloc(1_000_000));
		d.send("new");
		t.is((await received).toString(), "new", `number ${number}, then ${c.fileno()}`);
		let size = 0;
		while (size < 1_000_000) size += (await loop.sockRecv(d, 1_000_000)).length;
		await sending;
		for (const sock of [b, c, d]) sock.close();
	}
	await becomesIdle(loop, 0);
});

test("a foreign descriptor is registered only while somebody waits for it", async (t) => {
	const { loop, changes } = countingLoop(t);
	const [a, b] = nonBlockingPair(t);
	const foreign = { fileno: () => a.fileno() };
	for (const file of [a.fileno(), foreign]) {
		t.is(await loop.sockSend(file, "x"), 1);
		b.send("there already");
		t.is((await loop.sockRecv(file, 100)).toString(), "there already");
		t.is(changes(), file === foreign ? 2 : 0);
		const waiting = loop.sockRecv(file, 100);
		t.is(loop.statistics().watched, 1);
		b.send("later");
		t.is((await waiting).toString(), "later");
		t.is(loop.statistics().watched, 0);
	}
	const mine = loop.sockRecv(a, 100);
	b.send("mine");
	await mine;
	t.is(loop.statistics().watched, 1);
});

test("a foreign descriptor that is closed and reused between two operations is somebody else's", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const [c, d] = nonBlockingPair(t);
	for (let i = 0; i < 5; i += 1) {
		const fd = duplicate(a.fileno(), lonelyNumber + 6);
		const first = loop.sockRecv(fd, 100);
		b.send("first");
		t.is((await first).toString(), "first");
		closeDescriptor(fd);
		const reused = duplicate(c.fileno(), fd);
		t.is(reused, fd);
		const second = loop.sockRecv(fd, 100);
		d.send("second");
		t.is((await second).toString(), "second");
		closeDescriptor(reused);
	}
});

test("a foreign object whose number changed while it waited is told, and reads nobody else's data", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	let number = a.fileno();
	const file = { fileno: () => number };
	const waiting = loop.sockRecv(file, 100);
	const reason = reasonOf(waiting);
	await turns(1);
	number = -1;
	b.send("not for it");
	t.true((await reason) instanceof ConnectionAbortedError);
	t.is(a.recv(100).toString(), "not for it");
	await becomesIdle(loop, 0);
});

test("a foreign object that can no longer tell its number is told", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	let closed = false;
	const file = {
		fileno: () => {
			if (closed) throw new Error("closed");
			return a.fileno();
		},
	};
	const reason = reasonOf(loop.sockRecvInto(file, Buffer.alloc(10)));
	closed = true;
	b.send("x");
	t.true((await reason) instanceof ConnectionAbortedError);
	await becomesIdle(loop, 0);
});

test("addReader and sockRecv on one socket: both are served", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	let calls = 0;
	loop.addReader(a, () => (calls += 1));
	const received = loop.sockRecv(a, 100);
	b.send("x");
	t.is((await received).toString(), "x");
	await eventually("a call", () => calls > 0);
	const seen = calls;
	await turns(5);
	t.is(calls, seen);
	const next = loop.sockRecv(a, 100);
	loop.removeReader(a);
	b.send("y");
	t.is((await next).toString(), "y");
	t.is(calls, seen);
});

test("a reader and a sender on one socket do not disturb each other", async (t) => {
	const loop = newLoop(t);
	const [a, b] = fullPair(t);
	const sending = loop.sockSendall(a, "end");
	const receiving = loop.sockRecv(a, 100);
	// On a ring the kernel carries the receive out, beside the registration of the descriptor for the sender.
	t.is(loop.statistics().watched, loop instanceof ProactorEventLoop ? 2 : 1);
	receiving.catch(() => {});
	receiving.cancel();
	t.is(loop.statistics().watched, 1);
	drain(b);
	await sending;
	t.is(drain(b), 3);
	await becomesIdle(loop);
});

test("a registration is made once for many operations", async (t) => {
	const { loop, changes } = countingLoop(t);
	const [a, b] = nonBlockingPair(t);
	for (let i = 0; i < 200; i += 1) {
		const receiving = loop.sockRecv(b, 100);
		await loop.sockSendall(a, "ping");
		t.is((await receiving).toString(), "ping");
	}
	t.is(changes(), 1);
});
