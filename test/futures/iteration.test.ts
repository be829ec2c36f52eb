import test from "ava";
import { CancelledError, InvalidStateError } from "../../src/errors.js";
import { type Coroutine, type Future, type Suspension, Task } from "../../src/futures/index.js";
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

test("yield*: what was yielded lets go of the future, however the wait ends", (t) => {
	const engine = new VirtualEngine();
	const ends: ((wait: Generator<Suspension, string, void>) => unknown)[] = [
		(wait) => wait.next(),
		(wait) => wait.return("given up"),
		(wait) => t.throws(() => wait.throw(new Error("broken"))),
	];
	for (const end of ends) {
		const future = engine.future<string>();
		const task = run(engine, function* () {
			const wait = future[Symbol.iterator]();
			const given = wait.next();
			yield given.value as Suspension;
			end(wait);
			return given.value;
		});
		future.setResult("value");
		engine.settle();
		t.is(task.result(), undefined);
	}
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

test("yield*: what is thrown into a suspended wait passes its finally blocks, and the future stays as it is", (t) => {
	const engine = new VirtualEngine();
	const future = engine.future<number>();
	const seen: string[] = [];
	const suspend = (): Coroutine<number> => {
		const coroutine = (function* (): Coroutine<number> {
			try {
				return yield* future;
			} finally {
				seen.push("finally");
			}
		})();
		// biome-ignore lint/correctness/useYield: only a step is needed, in which it can be begun
		run(engine, function* () {
			t.deepEqual(coroutine.next(), { done: false, value: future });
		});
		return coroutine;
	};
	const failure = new Error("thrown in");
	const thrown = suspend();
	t.is(
		t.throws(() => thrown.throw(failure)),
		failure,
	);
	t.deepEqual(thrown.next(), { done: true, value: undefined as unknown as number });
	const returned = suspend();
	t.deepEqual(returned.return(7), { done: true, value: 7 });
	t.deepEqual(returned.next(), { done: true, value: undefined as unknown as number });
	t.deepEqual(seen, ["finally", "finally"]);
	t.false(future.done());
});

test("a generator that is closed while it waits is not resumed by its task when the future is done", (t) => {
	const engine = new VirtualEngine();
	const future = engine.future<number>();
	let goesOn = false;
	const coroutine = (function* (): Coroutine<void> {
		yield* future;
		goesOn = true;
	})();
	const task = run(engine, () => coroutine as Coroutine<void>);
	coroutine.return();
	future.setResult(1);
	engine.settle();
	t.true(task.done());
	t.false(goesOn);
});

test("the iterator of a future does what a generator's would", (t) => {
	const engine = new VirtualEngine();
	const future = engine.future<number>();
	const over = { done: true, value: undefined as unknown as number };
	const failure = new Error("thrown in");
	const outcome = run(engine, function* (): Coroutine<number> {
		const iterator: Generator<Suspension, number, void> = future[Symbol.iterator]();
		t.is(iterator[Symbol.iterator](), iterator);
		t.is(String(iterator), "[object Generator]");
		const waiting = iterator.next();
		t.false(waiting.done);
		t.is(waiting.value, future);
		t.is(
			t.throws(() => iterator.throw(failure)),
			failure,
		);
		t.deepEqual(iterator.next(), over);
		t.deepEqual(future[Symbol.iterator]().return(3), { done: true, value: 3 });
		const disposed = future[Symbol.iterator]();
		disposed[Symbol.dispose]();
		t.deepEqual(disposed.next(), over);
		return yield* future;
	});
	future.setResult(5);
	engine.settle();
	t.is(outcome.result(), 5);
});
