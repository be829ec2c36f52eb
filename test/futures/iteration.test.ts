import test from "ava";
import { CancelledError, InvalidStateError } from "../../src/errors.js";
import { type Coroutine, type Future, Task } from "../../src/futures/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { VirtualEngine } from "../helpers/virtual-engine.js";

function run<T>(engine: VirtualEngine, body: () => Coroutine<T>): Task<T> {
	const task = new Task(body(), { loop: engine });
	engine.settle();
	return task;
}

test("yield*: gives the result in a task, throws the failure, throws the cancellation", (t) => {
	const engine = new VirtualEngine();
	const failure = new Error("broken");
	const outcome = (settle: (future: Future<string>) => void) => {
		const future = engine.future<string>();
		const task = run(engine, function* () {
			try {
				return yield* future;
			} catch (error) {
				return error;
			}
		});
		t.false(task.done());
		settle(future);
		engine.settle();
		return task.result();
	};
	t.is(
		outcome((future) => future.setResult("value")),
		"value",
	);
	t.is(
		outcome((future) => future.setException(failure)),
		failure,
	);
	t.true(outcome((future) => future.cancel()) instanceof CancelledError);
});

test("yield*: the same future serves several tasks, and one task several times", (t) => {
	const engine = new VirtualEngine();
	const future = engine.future<number>();
	const body = function* () {
		return (yield* future) + (yield* future) + (yield* future);
	};
	const tasks = [run(engine, body), run(engine, body)];
	future.setResult(2);
	engine.settle();
	t.deepEqual(
		tasks.map((task) => task.result()),
		[6, 6],
	);
});

test("a future that is iterated anywhere else throws a TypeError that says what to do", async (t) => {
	const loop = newLoop(t);
	const expectation = { instanceOf: TypeError, message: /await it, or yield\* it/ };
	const done = loop.createFuture<number>();
	done.setResult(1);
	for (const future of [loop.createFuture<number>(), done]) {
		t.throws(() => [...future], expectation);
		t.throws(() => Array.from(future), expectation);
		t.throws(() => {
			const [a] = future;
			return a;
		}, expectation);
		t.throws(() => {
			for (const each of future) t.log(each);
		}, expectation);
		t.throws(() => new Set(future), expectation);
		t.throws(() => Math.max(...(future as Iterable<never>)), expectation);
		await t.throwsAsync(Promise.all(future), expectation);
		await t.throwsAsync(Promise.race(future), expectation);
		await t.throwsAsync(Promise.allSettled(future), expectation);
	}
});

test("a future that is iterated by hand inside a task is refused when it has no result", (t) => {
	const engine = new VirtualEngine();
	const future = engine.future<number>();
	// biome-ignore lint/correctness/useYield: the point is the missing yield
	const task = run(engine, function* () {
		return [...future];
	});
	t.throws(() => task.result(), { instanceOf: InvalidStateError });
});

test("a generator that nobody steps as a task cannot wait", (t) => {
	const engine = new VirtualEngine();
	const future = engine.future<number>();
	const coroutine = (function* (): Coroutine<number> {
		return yield* future;
	})();
	t.throws(() => coroutine.next(), { instanceOf: TypeError });
});
