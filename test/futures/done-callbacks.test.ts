import test from "ava";
import { captureContext, type Future } from "../../src/futures/index.js";
import { VirtualEngine } from "../helpers/virtual-engine.js";

test("addDoneCallback: is called through the loop, never from inside the call that settles", (t) => {
	const engine = new VirtualEngine();
	const future = engine.future<number>();
	const calls: unknown[] = [];
	future.addDoneCallback((done) => calls.push(done));
	future.setResult(1);
	t.deepEqual(calls, []);
	engine.settle();
	t.deepEqual(calls, [future]);
	engine.settle();
	t.is(calls.length, 1);
});

test("addDoneCallback: is called through the loop also where the future is done already", (t) => {
	const engine = new VirtualEngine();
	const future = engine.future<number>();
	future.setResult(1);
	const calls: unknown[] = [];
	future.addDoneCallback(() => calls.push("called"));
	t.deepEqual(calls, []);
	engine.settle();
	t.deepEqual(calls, ["called"]);
});

test("addDoneCallback: callbacks run in the order in which they were added, among all that is ready", (t) => {
	const engine = new VirtualEngine();
	const future = engine.future<number>();
	const calls: string[] = [];
	const note = (name: string) => () => calls.push(name);
	engine.enqueue({ run: note("before") });
	future.addDoneCallback(note("a"));
	future.addDoneCallback(note("b"));
	future.setResult(1);
	engine.enqueue({ run: note("after") });
	future.addDoneCallback(note("late"));
	engine.settle();
	t.deepEqual(calls, ["before", "a", "b", "after", "late"]);
});

test("addDoneCallback: a callback added twice is called twice", (t) => {
	const engine = new VirtualEngine();
	const future = engine.future<number>();
	let calls = 0;
	const callback = () => (calls += 1);
	future.addDoneCallback(callback);
	future.addDoneCallback(callback);
	future.setResult(1);
	engine.settle();
	t.is(calls, 2);
});

test("removeDoneCallback: takes a callback back as often as it was added, and tells how often", (t) => {
	const engine = new VirtualEngine();
	const future = engine.future<number>();
	const calls: string[] = [];
	const a = () => calls.push("a");
	const b = () => calls.push("b");
	t.is(future.removeDoneCallback(a), 0);
	future.addDoneCallback(a);
	future.addDoneCallback(b);
	future.addDoneCallback(a);
	t.is(future.removeDoneCallback(a), 2);
	t.is(future.removeDoneCallback(a), 0);
	future.addDoneCallback(a);
	future.setResult(1);
	engine.settle();
	t.deepEqual(calls, ["b", "a"]);
});

test("removeDoneCallback: is too late once the future is done, as in asyncio", (t) => {
	const engine = new VirtualEngine();
	const future = engine.future<number>();
	let calls = 0;
	const callback = () => (calls += 1);
	future.addDoneCallback(callback);
	future.setResult(1);
	t.is(future.removeDoneCallback(callback), 0);
	engine.settle();
	t.is(calls, 1);
});

test("removeDoneCallback: leaves those alone who wait in another way", async (t) => {
	const engine = new VirtualEngine();
	const future = engine.future<number>();
	const awaited = (async () => await future)();
	await Promise.resolve();
	const callback = () => t.fail();
	future.addDoneCallback(callback);
	t.is(future.removeDoneCallback(callback), 1);
	future.setResult(5);
	engine.settle();
	t.is(await awaited, 5);
});

test("addDoneCallback: what a callback throws goes to the exception handler, and the others run", (t) => {
	const engine = new VirtualEngine();
	const future = engine.future<number>();
	const error = new Error("from the callback");
	let calls = 0;
	future.addDoneCallback(() => {
		throw error;
	});
	future.addDoneCallback(() => (calls += 1));
	future.setResult(1);
	engine.settle();
	t.is(calls, 1);
	t.is(engine.reports.length, 1);
	t.is(engine.reports[0]?.exception, error);
	t.is(engine.reports[0]?.future, future);
});

test("addDoneCallback: a callback added by a callback is called in the next round", (t) => {
	const engine = new VirtualEngine();
	const future = engine.future<number>();
	const calls: string[] = [];
	future.addDoneCallback(() => {
		calls.push("first");
		future.addDoneCallback(() => calls.push("third"));
	});
	future.addDoneCallback(() => calls.push("second"));
	future.setResult(1);
	engine.settle();
	t.deepEqual(calls, ["first", "second", "third"]);
});

test("addDoneCallback: runs in the context that it is given", (t) => {
	const engine = new VirtualEngine();
	const future = engine.future<number>();
	const entered: string[] = [];
	const context = {
		runInAsyncScope<A extends unknown[], R>(fn: (...args: A) => R, thisArg?: unknown, ...args: A): R {
			entered.push("in");
			return Reflect.apply(fn, thisArg, args) as R;
		},
	};
	future.addDoneCallback((done: Future<number>) => entered.push(`got ${done.result()}`), { context });
	future.addDoneCallback(() => entered.push("own"), { context: captureContext() });
	future.setResult(3);
	engine.settle();
	t.deepEqual(entered, ["in", "got 3", "own"]);
});
