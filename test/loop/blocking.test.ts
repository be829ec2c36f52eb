import test from "ava";
import { RuntimeError } from "../../src/errors.js";
import { type Coroutine, sleep } from "../../src/futures/index.js";
import { getRunningLoop } from "../../src/loop/index.js";
import { createServer, Socket } from "../../src/sockets/index.js";
import { countingLoop } from "../helpers/counting-loop.js";
import { newLoop } from "../helpers/new-loop.js";
import { nonBlockingPair } from "../helpers/non-blocking-pair.js";
import { turns } from "../helpers/turns.js";

const deadlock = { instanceOf: RuntimeError, message: /Cannot wait any longer/ };

test("runUntilCompleteSync: runs a generator to its end, with timers and sockets", (t) => {
	const loop = newLoop(t);
	const server = createServer(["127.0.0.1", 0]);
	t.teardown(() => server.close());
	server.setblocking(false);
	function* serve(): Coroutine<number> {
		const [connection] = yield* loop.sockAccept(server);
		let echoed = 0;
		for (;;) {
			const data = yield* loop.sockRecv(connection, 65_536);
			if (data.length === 0) break;
			yield* loop.sockSendall(connection, data);
			echoed += data.length;
		}
		connection.close();
		return echoed;
	}
	function* main(): Coroutine<string> {
		const serving = loop.createTask(serve);
		const sock = new Socket();
		sock.setblocking(false);
		yield* loop.sockConnect(sock, server.getsockname());
		yield* sleep(2);
		const message = Buffer.alloc(1_000_000, "abc");
		const sending = loop.createTask(function* () {
			yield* loop.sockSendall(sock, message);
		});
		const parts: Buffer[] = [];
		for (let size = 0; size < message.length; ) {
			const data = yield* loop.sockRecv(sock, 65_536);
			parts.push(data);
			size += data.length;
		}
		yield* sending;
		sock.close();
		return `${yield* serving} ${Buffer.concat(parts).equals(message)}`;
	}
	t.is(loop.runUntilCompleteSync(main), "1000000 true");
	t.false(loop.isRunning());
});

test("runUntilCompleteSync: futures, done and pending, and generators", (t) => {
	const loop = newLoop(t);
	const future = loop.createFuture<number>();
	loop.callLater(1, () => future.setResult(1));
	t.is(loop.runUntilCompleteSync(future), 1);
	t.is(loop.runUntilCompleteSync(future), 1);
	const task = loop.createTask(function* () {
		t.true(loop.isRunning());
		t.is(getRunningLoop(), loop);
		return yield* sleep(1, 2);
	});
	t.is(loop.runUntilCompleteSync(task), 2);
	t.is(
		loop.runUntilCompleteSync(
			(function* () {
				return yield* sleep(0, 3);
			})(),
		),
		3,
	);
});

test("runUntilCompleteSync: throws what main throws", (t) => {
	const loop = newLoop(t);
	const failure = new Error("main failed");
	t.throws(
		() =>
			loop.runUntilCompleteSync(function* () {
				yield* sleep(0);
				throw failure;
			}),
		{ is: failure },
	);
	t.false(loop.isRunning());
	t.is(
		loop.runUntilCompleteSync(function* () {
			return yield* sleep(0, "again");
		}),
		"again",
	);
});

test("runUntilCompleteSync: refuses promises and async functions, which could never go on", (t) => {
	const loop = newLoop(t);
	async function* generate() {
		yield 1;
	}
	for (const wrong of [Promise.resolve(1), async () => 1, generate, 1, "s", undefined, null, {}]) {
		t.throws(() => loop.runUntilCompleteSync(wrong as never), {
			instanceOf: TypeError,
			message: /generator/,
		});
	}
	t.false(loop.isRunning());
});

test("a blocking run that nothing can end any more says so", (t) => {
	const loop = newLoop(t);
	t.throws(() => loop.runForeverSync(), deadlock);
	t.throws(() => loop.runUntilCompleteSync(loop.createFuture()), deadlock);
	t.throws(
		() =>
			loop.runUntilCompleteSync(function* () {
				yield* sleep(1);
				yield* loop.createFuture<void>();
			}),
		deadlock,
	);
	t.false(loop.isRunning());
});

test("stop: ends a blocking run after the turn; before a run, after its first turn", (t) => {
	const loop = newLoop(t);
	const log: string[] = [];
	loop.callSoon(() => {
		loop.stop();
		loop.callSoon(() => log.push("next turn"));
	});
	loop.callSoon(() => log.push("same turn"));
	loop.runForeverSync();
	t.deepEqual(log, ["same turn"]);
	loop.stop();
	loop.runForeverSync();
	t.deepEqual(log, ["same turn", "next turn"]);
	loop.callSoon(() => loop.stop());
	t.throws(() => loop.runUntilCompleteSync(loop.createFuture()), {
		instanceOf: RuntimeError,
		message: "Event loop stopped before Future completed.",
	});
});

test("a blocking run cannot be run again from inside, nor closed", (t) => {
	const loop = newLoop(t);
	const errors: unknown[] = [];
	const attempts = [
		() => loop.runForever(),
		() => loop.runForeverSync(),
		() => loop.runUntilComplete(async () => {}),
		() => loop.runUntilCompleteSync(loop.createFuture()),
		() => loop.close(),
	];
	loop.runUntilCompleteSync(function* () {
		for (const attempt of attempts) {
			try {
				attempt();
			} catch (error) {
				errors.push(error);
			}
		}
		yield* sleep(0);
	});
	t.is(errors.length, attempts.length);
	for (const error of errors) t.true(error instanceof RuntimeError, String(error));
});

test("nothing of Node's runs during a blocking run, and all of it afterwards", async (t) => {
	const loop = newLoop(t);
	const log: string[] = [];
	const awaited = (async () => {
		await sleep(0);
		log.push("promise");
	})();
	setTimeout(() => log.push("timeout"), 0);
	setImmediate(() => log.push("immediate"));
	loop.runUntilCompleteSync(function* () {
		yield* sleep(5);
		log.push("blocking");
	});
	t.deepEqual(log, ["blocking"]);
	await awaited;
	await new Promise((resolve) => setTimeout(resolve, 5));
	t.deepEqual(log[0], "blocking");
	t.deepEqual(log.sort(), ["blocking", "immediate", "promise", "timeout"]);
});

test("what was begun hosted goes on blocking, and the other way round", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const first = loop.sockRecv(a, 10);
	await turns(2);
	loop.callLater(1, () => b.send("one"));
	t.is(loop.runUntilCompleteSync(first).toString(), "one");
	const second = loop.sockRecv(a, 10);
	const timer = new Promise((resolve) => loop.callLater(2, resolve, "timer"));
	loop.runUntilCompleteSync(function* () {
		yield* sleep(0);
	});
	b.send("two");
	t.is((await second).toString(), "two");
	t.is(await timer, "timer");
	const third = loop.sockRecv(a, 10);
	loop.addReader(b, () => {
		loop.removeReader(b);
		b.send(`got ${b.recv(10)}`);
	});
	a.send("x");
	t.is(loop.runUntilCompleteSync(third).toString(), "got x");
});

test("an exception in a callback does not end a blocking run", (t) => {
	const loop = newLoop(t);
	const reports: unknown[] = [];
	loop.setExceptionHandler((_loop, { exception }) => reports.push(exception));
	const failure = new Error("in a callback");
	loop.callSoon(() => {
		throw failure;
	});
	loop.callLater(1, () => loop.stop());
	loop.runForeverSync();
	t.deepEqual(reports, [failure]);
});

test("a blocking loop waits without spinning, and never ends a wait early", (t) => {
	const { loop, waits } = countingLoop(t);
	const [a] = nonBlockingPair(t);
	loop.addReader(a, () => t.fail());
	const begin = performance.now();
	loop.callLater(100.5, () => loop.stop());
	loop.runForeverSync();
	const took = performance.now() - begin;
	t.true(took >= 100.5, `${took} ms`);
	t.true(waits() < 10, `${waits()} waits`);
});

test("callSoon from a callback runs in the next round also when the loop blocks for ever", (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	let links = 0;
	const chain = () => {
		links += 1;
		if (links < 10_000) loop.callSoon(chain);
		else b.send("wake up");
	};
	loop.callSoon(chain);
	loop.addReader(a, () => loop.stop());
	loop.runForeverSync();
	t.is(links, 10_000);
});
