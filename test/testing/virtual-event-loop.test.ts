import test, { type ExecutionContext } from "ava";
import { RuntimeError, ValueError } from "../../src/errors.js";
import { type Coroutine, sleep } from "../../src/futures/index.js";
import { getEventLoop, Runner } from "../../src/loop/index.js";
import { PollSelector } from "../../src/selectors/index.js";
import { VirtualEventLoop, type VirtualEventLoopOptions } from "../../src/testing/index.js";
import { nonBlockingPair } from "../helpers/non-blocking-pair.js";

const hour = 3_600_000;

function virtualLoop(t: ExecutionContext, options?: VirtualEventLoopOptions): VirtualEventLoop {
	const loop = new VirtualEventLoop(options);
	t.teardown(() => loop.close());
	return loop;
}

function* minutes(n: number): Coroutine<void> {
	for (let i = 0; i < n; i += 1) yield* sleep(60_000);
}

test("VirtualEventLoop: its clock begins at 0", (t) => {
	t.is(virtualLoop(t).time(), 0);
});

test("VirtualEventLoop: an hour of sleeps passes at once, blocking", (t) => {
	const loop = virtualLoop(t);
	const begun = performance.now();
	loop.runUntilCompleteSync(() => minutes(60));
	t.is(loop.time(), hour);
	t.true(performance.now() - begun < 60_000);
});

test("VirtualEventLoop: an hour of sleeps passes at once in Node's loop", async (t) => {
	const loop = virtualLoop(t);
	const begun = performance.now();
	await loop.runUntilComplete(() => minutes(60));
	t.is(loop.time(), hour);
	t.true(performance.now() - begun < 60_000);
});

test("VirtualEventLoop: an async function's promise reactions run before time jumps", async (t) => {
	const loop = virtualLoop(t);
	const seen: unknown[] = [];
	loop.callLater(100, () => seen.push("timer"));
	await loop.runUntilComplete(async () => {
		for (let i = 0; i < 1000; i += 1) await null;
		seen.push(loop.time());
		await loop.createTask(() => minutes(1));
		seen.push(loop.time());
	});
	t.deepEqual(seen, [0, "timer", 60_000]);
});

test("VirtualEventLoop: an immediate and a tick of Node's that hand something over come before the next timer", async (t) => {
	const loop = virtualLoop(t);
	const seen: string[] = [];
	loop.callLater(1, () => seen.push("timer"));
	setImmediate(() => loop.callSoon(() => seen.push("immediate")));
	process.nextTick(() => loop.callSoon(() => seen.push("tick")));
	await loop.runUntilComplete(() => minutes(1));
	t.deepEqual(seen, ["tick", "immediate", "timer"]);
});

for (const form of ["blocking", "in Node's loop"] as const) {
	for (const kind of ["default selector", "PollSelector"] as const) {
		test(`VirtualEventLoop: bytes on a real socket come before the timer, ${form}, ${kind}`, async (t) => {
			const loop = virtualLoop(t, kind === "PollSelector" ? { selector: new PollSelector() } : {});
			const [a, b] = nonBlockingPair(t);
			const seen: unknown[] = [];
			loop.callLater(5, () => seen.push(["timer", loop.time()]));
			function* echo(): Coroutine<void> {
				while (true) yield* loop.sockSendall(b, yield* loop.sockRecv(b, 100));
			}
			function* main(): Coroutine<void> {
				loop.createTask(echo);
				for (let i = 0; i < 20; i += 1) {
					yield* loop.sockSendall(a, Buffer.from([i]));
					seen.push((yield* loop.sockRecv(a, 100))[0]);
				}
				yield* sleep(hour);
			}
			if (form === "blocking") loop.runUntilCompleteSync(main);
			else await loop.runUntilComplete(main);
			t.deepEqual(seen, [...Array(20).keys(), ["timer", 5]] as unknown[]);
			t.is(loop.time(), hour);
		});
	}
}

test("VirtualEventLoop: time jumps while somebody waits for a descriptor that has nothing", async (t) => {
	const loop = virtualLoop(t);
	const [a] = nonBlockingPair(t);
	const received = loop.sockRecv(a, 1);
	loop.callLater(hour, () => received.cancel());
	await t.throwsAsync(async () => await received, { name: "CancelledError" });
	t.is(loop.time(), hour);
	const again = loop.sockRecv(a, 1);
	loop.callLater(hour, () => again.cancel());
	t.throws(() => loop.runUntilCompleteSync(again), { name: "CancelledError" });
	t.is(loop.time(), 2 * hour);
});

test("VirtualEventLoop: a timer that is overdue when it is set is called", async (t) => {
	const loop = virtualLoop(t);
	await loop.runUntilComplete(() => minutes(1));
	const when = await new Promise((resolve) => loop.callAt(5, () => resolve(loop.time())));
	t.is(when, 60_000);
});

test("VirtualEventLoop: a Runner takes one", async (t) => {
	const runner = new Runner({ loopFactory: () => new VirtualEventLoop() });
	const time = await runner.run(async () => {
		await sleep(hour);
		return getEventLoop().time();
	});
	await runner.close();
	t.is(time, hour);
});

test("VirtualEventLoop: each run does the same in the same order", (t) => {
	const run = (): string[] => {
		const loop = virtualLoop(t);
		const seen: string[] = [];
		function* worker(name: number): Coroutine<void> {
			for (let i = 1; i < 6; i += 1) {
				yield* sleep((name * 7 + i * 3) % 11);
				seen.push(`${loop.time()} ${name} ${i}`);
			}
		}
		loop.runUntilCompleteSync(function* () {
			for (const task of [1, 2, 3, 4].map((name) => loop.createTask(worker(name)))) yield* task;
		});
		return seen;
	};
	const first = run();
	t.is(first.length, 20);
	t.deepEqual(run(), first);
});

test("VirtualEventLoop: a blocking run that nothing can end is refused", (t) => {
	const loop = virtualLoop(t);
	t.throws(() => loop.runUntilCompleteSync(loop.createFuture()), { instanceOf: RuntimeError });
});

test("VirtualEventLoop: manual: time stands until advance(), and passes from timer to timer", async (t) => {
	const loop = virtualLoop(t, { manual: true });
	const seen: unknown[] = [];
	const note = (what: unknown) => seen.push([what, loop.time()]);
	loop.callLater(10, note, "a");
	loop.callLater(20, () => {
		note("b");
		loop.callLater(5, note, "b5");
	});
	loop.callLater(31, note, "c");
	for (let i = 0; i < 10; i += 1) await new Promise((resolve) => setImmediate(resolve));
	t.deepEqual(seen, []);
	await loop.advance(10);
	t.deepEqual(seen, [["a", 10]]);
	await loop.advance(20);
	t.deepEqual(seen.slice(1), [
		["b", 20],
		["b5", 25],
	]);
	t.is(loop.time(), 30);
	await loop.advance(0);
	t.is(seen.length, 3);
	await loop.advance(1);
	t.deepEqual(seen.at(-1), ["c", 31]);
});

test("VirtualEventLoop: manual: what async functions do at the last moment is done when advance() is over", async (t) => {
	const loop = virtualLoop(t, { manual: true });
	const seen: number[] = [];
	const program = async () => {
		for (let i = 0; i < 3; i += 1) {
			await loop.createTask(() => minutes(1));
			await null;
			seen.push(loop.time());
		}
	};
	const done = program();
	await loop.advance(120_000);
	t.deepEqual(seen, [60_000, 120_000]);
	await loop.advance(60_000);
	await done;
	t.deepEqual(seen, [60_000, 120_000, 180_000]);
});

test("VirtualEventLoop: manual: a blocking run that only advance() could help is refused", (t) => {
	const loop = virtualLoop(t, { manual: true });
	t.throws(() => loop.runUntilCompleteSync(() => minutes(1)), {
		instanceOf: RuntimeError,
		message: /advance/,
	});
});

test("VirtualEventLoop: advance() lets time pass that jumps by itself, too", async (t) => {
	const loop = virtualLoop(t);
	await loop.advance(25);
	t.is(loop.time(), 25);
});

test("VirtualEventLoop: what is no number of milliseconds is refused", (t) => {
	const loop = virtualLoop(t);
	for (const wrong of [-1, Number.NaN, Number.POSITIVE_INFINITY, "1" as unknown as number]) {
		t.throws(() => loop.advance(wrong), { instanceOf: ValueError });
		t.throws(() => new VirtualEventLoop({ grace: wrong }), { instanceOf: ValueError });
	}
});
