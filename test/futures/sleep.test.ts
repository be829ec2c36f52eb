import { getEventListeners } from "node:events";
import test from "ava";
import { CancelledError, ValueError } from "../../src/errors.js";
import { type Coroutine, type Future, type OperationOptions, sleep, Task } from "../../src/futures/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { job, VirtualEngine } from "../helpers/virtual-engine.js";

/** Calls sleep in the engine's own turn, where it belongs to it. */
function asleep<T>(
	engine: VirtualEngine,
	ms: number,
	result?: T,
	options?: OperationOptions,
): Future<T | undefined> {
	let future: Future<T | undefined> | undefined;
	engine.enqueue(
		job(() => {
			future = sleep(ms, result, options);
		}),
	);
	engine.settle();
	return future as Future<T | undefined>;
}

test("sleep: is done once its time has passed, not before", (t) => {
	const engine = new VirtualEngine();
	const future = asleep(engine, 10, "awake");
	engine.pass(9.999);
	t.false(future.done());
	engine.pass(0.001);
	t.is(future.result(), "awake");
});

test("sleep: cancelling takes the timer back", (t) => {
	const engine = new VirtualEngine();
	const future = asleep(engine, 10);
	t.is(engine.statistics().timers, 1);
	t.true(engine.statistics().holding);
	t.true(future.cancel("no more"));
	t.is(engine.statistics().timers, 0);
	t.false(engine.statistics().holding);
	t.false(future.cancel());
	t.throws(() => future.result(), { instanceOf: CancelledError, message: "no more" });
});

test("sleep: Infinity waits for ever, and can be cancelled", (t) => {
	const engine = new VirtualEngine();
	const future = asleep(engine, Number.POSITIVE_INFINITY);
	engine.pass(1e15);
	t.false(future.done());
	future.cancel();
	t.is(engine.statistics().timers, 0);
});

test("sleep: zero, negative and -Infinity give way for one turn", (t) => {
	for (const ms of [0, -0, -1, Number.NEGATIVE_INFINITY]) {
		const engine = new VirtualEngine();
		const log: string[] = [];
		engine.enqueue(
			job(() => {
				sleep(ms, "slept").addDoneCallback((future) => log.push(future.result()));
				engine.enqueue(job(() => log.push("after")));
			}),
		);
		engine.settle();
		t.deepEqual(log, ["after", "slept"]);
		t.is(engine.statistics().timers, 0);
	}
});

test("sleep(0): a task gives way for exactly one turn", (t) => {
	const engine = new VirtualEngine();
	const log: string[] = [];
	const body = (name: string) =>
		function* (): Coroutine<void> {
			for (let i = 0; i < 3; i += 1) {
				log.push(name + i);
				yield* sleep(0);
			}
		};
	new Task(body("a")(), { loop: engine });
	new Task(body("b")(), { loop: engine });
	engine.settle();
	t.deepEqual(log, ["a0", "b0", "a1", "b1", "a2", "b2"]);
});

test("sleep: refuses what is no number", (t) => {
	for (const wrong of [Number.NaN, "5", undefined, null, {}, 5n, Symbol("s")]) {
		t.throws(() => sleep(wrong as never), { instanceOf: ValueError, message: /Cannot sleep/ });
	}
});

const reason = new Error("no longer");

test("sleep: with a signal that is aborted already it fails with the reason, and has no timer", (t) => {
	for (const ms of [10_000, 0]) {
		const engine = new VirtualEngine();
		const future = asleep(engine, ms, "awake", { signal: AbortSignal.abort(reason) });
		t.is(future.exception(), reason);
		// Some time later nobody looks whether somebody has looked at it, either.
		engine.pass(1000);
		t.is(engine.statistics().timers, 0);
	}
});

test("sleep: aborting its signal takes the timer back", (t) => {
	const engine = new VirtualEngine();
	const controller = new AbortController();
	const future = asleep(engine, 10, "awake", { signal: controller.signal });
	t.is(engine.statistics().timers, 1);
	controller.abort(reason);
	t.is(future.exception(), reason);
	t.is(engine.statistics().timers, 0);
	t.false(engine.statistics().holding);
	engine.settle();
	t.is(getEventListeners(controller.signal, "abort").length, 0);
});

test("sleep: a signal that is aborted when it is over changes nothing, and has no listener", (t) => {
	for (const ms of [10, 0]) {
		const engine = new VirtualEngine();
		const controller = new AbortController();
		const future = asleep(engine, ms, "awake", { signal: controller.signal });
		engine.pass(10);
		engine.settle();
		t.is(getEventListeners(controller.signal, "abort").length, 0);
		controller.abort(reason);
		t.is(future.result(), "awake");
	}
});

test("sleep(0): with a signal a task gives way for exactly one turn, too", (t) => {
	const engine = new VirtualEngine();
	const log: string[] = [];
	const { signal } = new AbortController();
	const body = (name: string, options?: OperationOptions) =>
		function* (): Coroutine<void> {
			for (let i = 0; i < 3; i += 1) log.push(yield* sleep(0, name + i, options));
		};
	new Task(body("a", { signal })(), { loop: engine });
	new Task(body("b")(), { loop: engine });
	new Task(body("c", {})(), { loop: engine });
	engine.settle();
	t.deepEqual(log, ["a0", "b0", "c0", "a1", "b1", "c1", "a2", "b2", "c2"]);
	t.is(getEventListeners(signal, "abort").length, 0);
});

test("sleep: a task sees the reason where it sleeps, unless it is cancelled, too", (t) => {
	for (const ms of [10, 0]) {
		for (const first of ["abort", "cancel", "abort alone"]) {
			const engine = new VirtualEngine();
			const controller = new AbortController();
			function* body(): Coroutine<void> {
				engine.enqueue(
					job(() => {
						if (first === "cancel") task.cancel();
						controller.abort(reason);
						if (first === "abort") task.cancel();
					}),
				);
				yield* sleep(ms, undefined, { signal: controller.signal });
			}
			const task: Task<void> = new Task(body(), { loop: engine });
			engine.settle();
			engine.pass(10);
			t.is(task.cancelled(), first !== "abort alone", `${ms} ${first}`);
			if (!task.cancelled()) t.is(task.exception(), reason);
			engine.pass(1000);
			t.deepEqual(engine.reports, []);
		}
	}
});

test("sleep: refuses what is no signal", (t) => {
	for (const signal of [null, 5, "stop", {}, new AbortController()] as unknown as AbortSignal[]) {
		for (const ms of [10, 0]) {
			t.throws(() => sleep(ms, undefined, { signal }), {
				instanceOf: TypeError,
				message: /is no AbortSignal/,
			});
		}
	}
});

test("sleep: never wakes early on the real clock", async (t) => {
	const loop = newLoop(t);
	await loop.runUntilComplete(function* () {
		for (const ms of [0.1, 0.5, 1, 1.5, 2.25, 5]) {
			const begin = performance.now();
			yield* sleep(ms);
			const took = performance.now() - begin;
			t.true(took >= ms, `${took} of ${ms} ms`);
		}
	});
});
