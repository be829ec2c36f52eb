import test from "ava";
import { RuntimeError, ValueError } from "../../src/errors.js";
import { Future, sleep, Task, type TaskOptions } from "../../src/futures/index.js";
import {
	createEagerTaskFactory,
	createTask,
	eagerTaskFactory,
	runCoroutineThreadsafe,
	type TaskFactory,
} from "../../src/loop/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { turns } from "../helpers/turns.js";

test("callSoon: calls in order, each once, with its arguments, never from inside the call", async (t) => {
	const loop = newLoop(t);
	const calls: unknown[] = [];
	for (let i = 0; i < 5; i += 1) loop.callSoon((a: number, b: string) => calls.push([a, b]), i, "x");
	t.deepEqual(calls, []);
	await turns(2);
	t.deepEqual(
		calls,
		[0, 1, 2, 3, 4].map((i) => [i, "x"]),
	);
	await turns(2);
	t.is(calls.length, 5);
});

test("callSoon: a cancelled handle is not called, also when it is cancelled by the callback before it", async (t) => {
	const loop = newLoop(t);
	const calls: string[] = [];
	loop.callSoon(() => {
		calls.push("first");
		third.cancel();
	});
	const second = loop.callSoon(() => calls.push("second"));
	const third = loop.callSoon(() => calls.push("third"));
	second.cancel();
	t.true(second.cancelled());
	await turns(2);
	t.deepEqual(calls, ["first"]);
});

test("callSoonThreadsafe: is callSoon", async (t) => {
	const loop = newLoop(t);
	const calls: unknown[] = [];
	loop.callSoon(() => calls.push("a"));
	loop.callSoonThreadsafe((value: string) => calls.push(value), "b");
	await turns(2);
	t.deepEqual(calls, ["a", "b"]);
});

test("callLater, callAt: never early, in the order of their times", async (t) => {
	const loop = newLoop(t);
	const begin = loop.time();
	const fired: { readonly delay: number; readonly after: number }[] = [];
	for (const delay of [8, 3, 0.5, 5.25, 1]) {
		loop.callAt(begin + delay, () => fired.push({ delay, after: loop.time() - begin }));
	}
	for (const delay of [0.25, 7]) {
		const set = loop.time();
		loop.callLater(delay, () => t.true(loop.time() - set >= delay));
	}
	await loop.runUntilComplete(sleepOf(loop, 20));
	t.is(fired.length, 5);
	for (const { delay, after } of fired) t.true(after >= delay, `${delay} ms fired after ${after}`);
	const delays = fired.map(({ delay }) => delay);
	t.deepEqual(
		delays,
		[...delays].sort((a, b) => a - b),
	);
});

/** A future of a certain loop that is done after a while. */
function sleepOf(loop: ReturnType<typeof newLoop>, ms: number): Future<void> {
	const future = loop.createFuture<void>();
	loop.callLater(ms, () => future.setResult());
	return future;
}

test("callLater: negative, zero and -Infinity are due at once; huge and infinite delays do not fire", async (t) => {
	const loop = newLoop(t);
	const fired: number[] = [];
	const huge = [2 ** 31 - 1, 2 ** 31, 2 ** 32 + 5, 1e12, Number.MAX_VALUE, Number.POSITIVE_INFINITY];
	for (const delay of huge) loop.callLater(delay, () => fired.push(delay)).unref();
	for (const delay of [-1, 0, -0, -1e300, Number.NEGATIVE_INFINITY]) {
		loop.callLater(delay, () => fired.push(delay));
	}
	await loop.runUntilComplete(sleepOf(loop, 20));
	t.deepEqual(
		[...fired].sort((a, b) => a - b),
		[Number.NEGATIVE_INFINITY, -1e300, -1, 0, -0],
	);
	t.is(loop.statistics().timers, huge.length);
});

test("callLater: an earlier timer set later fires first; cancelling the earliest leaves the others", async (t) => {
	const loop = newLoop(t);
	const fired: string[] = [];
	loop.callLater(10_000, () => fired.push("never")).unref();
	const first = loop.callLater(1, () => fired.push("cancelled"));
	const later = sleepOf(loop, 4);
	loop.callLater(2, () => fired.push("second"));
	first.cancel();
	t.true(first.cancelled());
	await loop.runUntilComplete(later);
	t.deepEqual(fired, ["second"]);
});

test("TimerHandle: when, ref, unref and hasRef", async (t) => {
	const loop = newLoop(t);
	const when = loop.time() + 5;
	const handle = loop.callAt(when, () => {});
	t.is(handle.when(), when);
	t.true(handle.hasRef());
	t.true(loop.statistics().holding);
	t.is(handle.unref(), handle);
	t.is(handle.unref(), handle);
	t.false(handle.hasRef());
	t.false(loop.statistics().holding);
	t.is(handle.ref(), handle);
	t.is(handle.ref(), handle);
	t.true(handle.hasRef());
	t.true(loop.statistics().holding);
	handle.cancel();
	handle.cancel();
	t.false(handle.hasRef());
	t.false(loop.statistics().holding);
	handle.ref();
	t.false(loop.statistics().holding);
	const fired = loop.callLater(0, () => {});
	await loop.runUntilComplete(sleepOf(loop, 3));
	fired.ref().unref().ref();
	t.false(fired.hasRef());
	t.false(loop.statistics().holding);
});

test("time: goes on, never back", async (t) => {
	const loop = newLoop(t);
	let last = loop.time();
	for (let i = 0; i < 1000; i += 1) {
		const now = loop.time();
		t.true(now >= last);
		last = now;
	}
	const before = loop.time();
	await loop.runUntilComplete(sleepOf(loop, 2));
	t.true(loop.time() - before >= 2);
});

test("createFuture, createTask: belong to the loop", async (t) => {
	const loop = newLoop(t);
	const future = loop.createFuture<number>();
	t.true(future instanceof Future);
	t.is(future.getLoop(), loop);
	const task = loop.createTask(
		function* () {
			return (yield* future) + 1;
		},
		{ name: "adder" },
	);
	t.true(task instanceof Task);
	t.is(task.getLoop(), loop);
	t.is(task.getName(), "adder");
	task.setName("other");
	t.is(String(task), "<Task pending name=other>");
	future.setResult(1);
	t.is(await task, 2);
	const coroutine = (function* () {
		yield* sleep(0);
	})();
	const named = loop.createTask(coroutine);
	t.regex(named.getName(), /^Task-\d+$/);
	t.is(named.getCoro(), coroutine);
	await named;
});

test("a task cannot be settled from outside", async (t) => {
	const loop = newLoop(t);
	const task = loop.createTask(function* () {
		yield* sleep(0);
	});
	t.throws(() => task.setResult(), { instanceOf: RuntimeError });
	t.throws(() => task.setException(new Error()), { instanceOf: RuntimeError });
	await task;
});

test("wrong arguments are refused, and nothing is scheduled", (t) => {
	const loop = newLoop(t);
	const notFunctions = [undefined, null, 1, "f", {}, []];
	for (const wrong of notFunctions) {
		const expected = { instanceOf: TypeError, message: /callback must be a function/ };
		t.throws(() => loop.callSoon(wrong as never), expected);
		t.throws(() => loop.callSoonThreadsafe(wrong as never), expected);
		t.throws(() => loop.callLater(1, wrong as never), { ...expected, message: /^Cannot callLater: / });
		t.throws(() => loop.callAt(1, wrong as never), expected);
	}
	for (const wrong of [undefined, null, "1", {}, 1n, Symbol("s"), []]) {
		const expected = { instanceOf: TypeError, message: /number of milliseconds/ };
		t.throws(() => loop.callLater(wrong as never, () => {}), expected);
		t.throws(() => loop.callAt(wrong as never, () => {}), expected);
	}
	t.throws(() => loop.callLater(Number.NaN, () => {}), { instanceOf: ValueError, message: /NaN/ });
	t.throws(() => loop.callAt(Number.NaN, () => {}), { instanceOf: ValueError, message: /NaN/ });
	async function* generate() {
		yield 1;
	}
	for (const wrong of [undefined, null, 1, "f", {}, [], generate()]) {
		t.throws(() => loop.createTask(wrong as never), { instanceOf: TypeError, message: /no generator/ });
	}
	t.throws(() => loop.createTask(Promise.resolve() as never), {
		instanceOf: TypeError,
		message: /pass the async function itself/,
	});
	t.deepEqual(loop.statistics(), { ready: 0, timers: 0, watched: 0, holding: false });
});

test("callSoon: an async callback's rejection is an unhandled one, as with setImmediate", async (t) => {
	const loop = newLoop(t);
	const reports: unknown[] = [];
	loop.setExceptionHandler((_loop, context) => reports.push(context));
	let done = false;
	loop.callSoon(async () => {
		await null;
		done = true;
	});
	await turns(2);
	t.true(done);
	t.deepEqual(reports, []);
});

test("setTaskFactory: makes the loop's tasks, until it is taken back", async (t) => {
	const loop = newLoop(t);
	const made: unknown[] = [];
	t.is(loop.getTaskFactory(), undefined);
	const factory: TaskFactory = (owner, source, options) => {
		made.push(owner, options?.name);
		return new Task(source, { ...options, loop: owner });
	};
	loop.setTaskFactory(factory);
	t.is(loop.getTaskFactory(), factory);
	t.is(await loop.createTask(async () => 1, { name: "by the factory" }), 1);
	t.deepEqual(made, [loop, "by the factory"]);
	loop.setTaskFactory(undefined);
	t.is(await loop.createTask(async () => 2), 2);
	t.is(made.length, 2);
	for (const wrong of [null, 1, "f", {}]) {
		t.throws(() => loop.setTaskFactory(wrong as never), { instanceOf: TypeError, message: /setTaskFactory/ });
	}
});

test("createTask: on the loop whose task is running", async (t) => {
	const loop = newLoop(t);
	const [owner, result] = await loop.createTask(async () => {
		await new Promise((resolve) => setTimeout(resolve, 1));
		const task = createTask(async () => "inner");
		return [task.getLoop(), await task];
	});
	t.is(owner, loop);
	t.is(result, "inner");
});

test("eagerTaskFactory, createEagerTaskFactory: tasks begin inside the call, unless it says otherwise", async (t) => {
	const loop = newLoop(t);
	const made: TaskOptions[] = [];
	const own = createEagerTaskFactory((source, options) => {
		made.push(options);
		return new Task(source, options);
	});
	for (const factory of [eagerTaskFactory, own]) {
		loop.setTaskFactory(factory);
		// biome-ignore lint/correctness/useYield: it never waits
		const task = loop.createTask(function* () {
			return "at once";
		});
		t.is(task.result(), "at once");
		const later = loop.createTask(
			// biome-ignore lint/correctness/useYield: it never waits
			function* () {
				return "later";
			},
			{ eagerStart: false, name: "late" },
		);
		t.false(later.done());
		t.is(await later, "later");
		t.is(later.getName(), "late");
	}
	t.deepEqual(
		made.map((options) => [options.loop, options.eagerStart]),
		[
			[loop, true],
			[loop, false],
		],
	);
	t.throws(() => createEagerTaskFactory(1 as never), { instanceOf: TypeError, message: /makeTask/ });
});

test("runCoroutineThreadsafe: a future of a coroutine on the loop that is named", async (t) => {
	const loop = newLoop(t);
	const future = runCoroutineThreadsafe(async () => await sleep(0, "ran"), loop);
	t.is(future.getLoop(), loop);
	t.is(await future, "ran");
});

test("callSoon: an async callback is not kept waiting by a chain of callbacks", async (t) => {
	const loop = newLoop(t);
	let links = 0;
	let going = true;
	const chain = (): void => {
		links += 1;
		if (going) loop.callSoon(chain);
	};
	chain();
	const waited = await new Promise<number>((resolve) => {
		loop.callSoon(async () => {
			const before = links;
			await sleep(0);
			resolve(links - before);
		});
	});
	going = false;
	t.true(waited <= 4, `${waited} links of the chain came before it`);
});
