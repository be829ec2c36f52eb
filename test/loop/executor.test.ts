/** Functions called in other threads. */

import test from "ava";
import koffi from "koffi";
import { CancelledError, RuntimeError } from "../../src/errors.js";
import { run, ThreadPoolExecutor, toThread } from "../../src/index.js";
import { newLoop } from "../helpers/new-loop.js";

test("toThread: another thread, with arguments and result copied", async (t) => {
	const threadId = async (): Promise<number> => {
		const { threadId: id } = await import("node:worker_threads");
		return id;
	};
	t.not(await toThread(threadId), await threadId());
	const given = { list: [1, 2, 3], map: new Map([["a", 1n]]) };
	const returned = await toThread((value: typeof given) => value, given);
	t.deepEqual(returned, given);
	t.not(returned, given);
	t.is(await toThread(() => {}), undefined);
});

test("toThread: functions of every form, and one of a module", async (t) => {
	const forms = {
		method(n: number) {
			return n + 1;
		},
		async asyncMethod(n: number) {
			return n + 2;
		},
		get: (n: number) => n + 3,
	};
	t.is(await toThread(forms.method, 1), 2);
	t.is(await toThread(forms.asyncMethod, 1), 3);
	t.is(await toThread(forms.get, 1), 4);
	t.is(
		await toThread(function named(n: number): number {
			return n > 0 ? n * named(n - 1) : 1;
		}, 5),
		120,
	);
	t.is(await toThread({ module: "node:path", name: "join" }, ...(["a", "b"] as never[])), "a/b");
});

test("toThread: a function of C runs in a thread of libuv's", async (t) => {
	const strlen = koffi.load(null).func("size_t strlen(const char *text)");
	t.is(Number(await toThread(strlen as never, ...(["four"] as never[]))), 4);
});

test("toThread: what it throws, what cannot be sent, and a thread that ends", async (t) => {
	await t.throwsAsync(
		async () =>
			await toThread(() => {
				throw new RangeError("on purpose");
			}),
		{ instanceOf: RangeError, message: "on purpose" },
	);
	await t.throwsAsync(async () => await toThread(() => () => 1), {
		instanceOf: TypeError,
		message: /Cannot send what the function returned/,
	});
	await t.throwsAsync(
		async () =>
			await toThread(
				(_f: () => number) => 1,
				() => 2,
			),
		{ instanceOf: TypeError, message: /Cannot send the arguments/ },
	);
	await t.throwsAsync(async () => await toThread(() => process.exit(3)), {
		instanceOf: RuntimeError,
		message: /ended with 3/,
	});
	await t.throwsAsync(async () => await toThread({ module: "node:path", name: "none" }), {
		instanceOf: TypeError,
		message: /exports no function none/,
	});
	t.is(await toThread(() => "still works"), "still works");
});

test("toThread: refuses at once what no thread could call", (t) => {
	for (const wrong of [Math.max, (() => 1).bind(null), class Some {}, 1, "f", {}, null, undefined]) {
		t.throws(() => toThread(wrong as never), { instanceOf: TypeError, message: /Cannot run .* in a thread/ });
	}
});

test("ThreadPoolExecutor: no more calls at a time than it has threads, all are made", async (t) => {
	const loop = newLoop(t);
	const pool = new ThreadPoolExecutor({ maxWorkers: 2 });
	const busy = new Int32Array(new SharedArrayBuffer(8));
	const work = async (counters: Int32Array, n: number): Promise<number> => {
		const now = Atomics.add(counters, 0, 1) + 1;
		for (let seen = Atomics.load(counters, 1); now > seen; seen = Atomics.load(counters, 1)) {
			Atomics.compareExchange(counters, 1, seen, now);
		}
		// Until both threads have been at work at the same time.
		do await new Promise((resolve) => setTimeout(resolve, 1));
		while (Atomics.load(counters, 1) < 2);
		Atomics.sub(counters, 0, 1);
		return n * n;
	};
	const results = await Promise.all(
		Array.from({ length: 20 }, (_, n) => loop.runInExecutor(pool, work, busy, n)),
	);
	t.deepEqual(
		results,
		Array.from({ length: 20 }, (_, n) => n * n),
	);
	t.is(busy[0], 0);
	t.is(busy[1], 2);
	await pool.shutdown();
	await pool.shutdown();
	t.throws(() => loop.runInExecutor(pool, () => 1), { instanceOf: RuntimeError, message: /shut down/ });
});

test("runInExecutor: cancelled before it has begun it is never called; afterwards nobody sees its result", async (t) => {
	const loop = newLoop(t);
	const pool = new ThreadPoolExecutor({ maxWorkers: 1 });
	const calls = new Int32Array(new SharedArrayBuffer(8));
	const call = (counter: Int32Array, at: number): void => {
		Atomics.add(counter, at, 1);
	};
	const begun = loop.runInExecutor(pool, call, calls, 0);
	const waiting = loop.runInExecutor(pool, call, calls, 1);
	t.true(begun.cancel());
	t.true(waiting.cancel());
	await t.throwsAsync(begun, { instanceOf: CancelledError });
	await t.throwsAsync(waiting, { instanceOf: CancelledError });
	await pool.shutdown();
	t.deepEqual([...calls], [1, 0]);
});

test("runInExecutor: refuses where the loop blocks its thread, and executors that are none", (t) => {
	const loop = newLoop(t);
	t.throws(
		() =>
			loop.runUntilCompleteSync(function* () {
				yield* loop.runInExecutor(undefined, () => 1);
			}),
		{ instanceOf: RuntimeError, message: /Node's loop/ },
	);
	for (const wrong of [1, {}, "pool"]) {
		t.throws(() => loop.runInExecutor(wrong as never, () => 1), {
			instanceOf: TypeError,
			message: /executor/,
		});
		t.throws(() => loop.setDefaultExecutor(wrong as never), { instanceOf: TypeError, message: /executor/ });
	}
	t.throws(() => loop.setDefaultExecutor(null as never), { instanceOf: TypeError, message: /executor/ });
	for (const maxWorkers of [0, -1, 1.5, 5000, "2"]) {
		t.throws(() => new ThreadPoolExecutor({ maxWorkers: maxWorkers as number }), { message: /maxWorkers/ });
	}
});

test("setDefaultExecutor: an executor of one's own is asked", async (t) => {
	const loop = newLoop(t);
	const seen: unknown[] = [];
	loop.setDefaultExecutor({
		submit(_callee, args, observer) {
			seen.push(...args);
			queueMicrotask(() => observer.returned("mine"));
			return () => false;
		},
		async shutdown() {
			seen.push("shut down");
		},
	});
	const answer: unknown = await loop.runInExecutor(undefined, (n: number) => n, 7);
	t.is(await loop.runInExecutor(null, () => answer as never), answer as never);
	t.is(answer, "mine");
	await loop.shutdownDefaultExecutor();
	t.deepEqual(seen, [7, "shut down"]);
	t.throws(() => loop.runInExecutor(undefined, () => 1), { instanceOf: RuntimeError, message: /shut down/ });
});

test("close: an executor that fails to shut down is reported", async (t) => {
	const loop = newLoop(t);
	const failure = new Error("on purpose");
	loop.setDefaultExecutor({ submit: () => () => false, shutdown: () => Promise.reject(failure) });
	const reported = new Promise((resolve) => {
		loop.setExceptionHandler((_loop, context) => resolve(context.exception));
	});
	loop.close();
	t.is(await reported, failure);
});

test.serial("run: ends the threads of its loop's executor", async (t) => {
	t.is(await run(async () => await toThread((text: string) => text.toUpperCase(), "done")), "DONE");
});
