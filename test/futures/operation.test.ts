/** `waitOn`, `Operation.abort` and `abortable`: how waiting operations are taken back. */
import { getEventListeners } from "node:events";
import test from "ava";
import { CancelledError } from "../../src/errors.js";
import {
	abortable,
	alreadyAborted,
	type Coroutine,
	Future,
	Operation,
	waitOn,
} from "../../src/futures/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { reasonOf } from "../helpers/reason-of.js";
import { VirtualEngine } from "../helpers/virtual-engine.js";

/** An operation that waits for a future, and keeps what becomes of it. */
function waiting(engine: VirtualEngine) {
	const inner = engine.future<number>();
	const seen: unknown[] = [];
	function* body(): Coroutine<number> {
		try {
			return yield* waitOn(inner);
		} catch (error) {
			seen.push(error);
			throw error;
		} finally {
			seen.push("left");
		}
	}
	return { inner, seen, operation: new Operation(engine, body()) };
}

test("waitOn: gives the result, throws the exception, and does not wait for what is done", (t) => {
	const engine = new VirtualEngine();
	const one = waiting(engine);
	one.inner.setResult(5);
	engine.settle();
	t.is(one.operation.result(), 5);
	const two = waiting(engine);
	const failure = new Error("no");
	two.inner.setException(failure);
	engine.settle();
	t.is(two.operation.exception(), failure);
	const done = engine.future<number>();
	done.setResult(6);
	const three = new Operation(engine, waitOn(done));
	t.true(three.done());
	t.is(three.result(), 6);
	const cancelled = engine.future<number>();
	cancelled.cancel();
	t.true(new Operation(engine, waitOn(cancelled)).cancelled());
});

test("waitOn: whatever is thrown in cancels what it waits for", (t) => {
	const engine = new VirtualEngine();
	const one = waiting(engine);
	t.true(one.operation.cancel("enough"));
	t.true(one.inner.cancelled());
	t.true(one.operation.cancelled());
	t.true(one.seen[0] instanceof CancelledError);
	const two = waiting(engine);
	const reason = new Error("aborted");
	two.operation.abort(reason);
	t.true(two.inner.cancelled());
	t.is(two.operation.exception(), reason);
	t.deepEqual(two.seen, [reason, "left"]);
	engine.settle();
	t.deepEqual(engine.reports, []);
});

test("Operation.abort: after the end it is nothing, and takes nothing away", (t) => {
	const engine = new VirtualEngine();
	const { inner, operation } = waiting(engine);
	inner.setResult(1);
	engine.settle();
	operation.abort(new Error("late"));
	t.is(operation.result(), 1);
});

test("Operation.abort: thrown in while the coroutine runs, it arrives at its next wait", (t) => {
	const engine = new VirtualEngine();
	const [first, second] = [engine.future<void>(), engine.future<void>()];
	const reason = new Error("aborted");
	const seen: unknown[] = [];
	let running: Operation<string> | undefined;
	const operation = new Operation(
		engine,
		(function* (): Coroutine<string> {
			yield* waitOn(first);
			running?.abort(reason);
			seen.push("goes on");
			yield* waitOn(second);
			return "never";
		})(),
	);
	running = operation;
	first.setResult();
	engine.settle();
	t.is(operation.exception(), reason);
	t.deepEqual(seen, ["goes on"]);
	t.true(second.cancelled());
});

test("Operation.abort: a coroutine that catches it goes on to its own end", (t) => {
	const engine = new VirtualEngine();
	const inner = engine.future<void>();
	const operation = new Operation(
		engine,
		(function* (): Coroutine<string> {
			try {
				yield* waitOn(inner);
			} catch {
				return "saved";
			}
			return "never";
		})(),
	);
	operation.abort(new Error("aborted"));
	t.is(operation.result(), "saved");
});

test("Operation.abort: a generator task that steps the operation finds the reason", (t) => {
	const loop = newLoop(t);
	const reason = new Error("aborted");
	const inner = new Future<void>(loop.createFuture().getLoop().scheduler);
	const operation = new Operation(inner.getLoop().scheduler, waitOn(inner));
	const caught = loop.runUntilCompleteSync(function* (): Coroutine<unknown> {
		loop.callSoon(() => operation.abort(reason));
		try {
			yield* operation;
		} catch (error) {
			return error;
		}
		return undefined;
	});
	t.is(caught, reason);
	t.true(inner.cancelled());
});

test("Operation.abort: does not take the place of its task's cancellation, whichever comes first", (t) => {
	for (const first of ["abort", "cancel"]) {
		const loop = newLoop(t);
		const inner = loop.createFuture<void>();
		const operation = new Operation(inner.getLoop().scheduler, waitOn(inner));
		const caught: unknown[] = [];
		const task = loop.createTask(function* (): Coroutine<void> {
			for (const waited of [operation, loop.createFuture<void>()]) {
				try {
					yield* waited;
				} catch (error) {
					caught.push(error instanceof CancelledError ? "cancelled" : "aborted");
					if (error instanceof CancelledError) throw error;
				}
			}
		});
		loop.callSoon(() => {
			if (first === "cancel") task.cancel();
			operation.abort(new Error("aborted"));
			if (first === "abort") task.cancel();
		});
		t.throws(() => loop.runUntilCompleteSync(task), { instanceOf: CancelledError });
		t.is(caught.at(-1), "cancelled", first);
	}
});

test("abortable: one listener serves all operations of a signal, and goes with the last", async (t) => {
	const engine = new VirtualEngine();
	const controller = new AbortController();
	const { signal } = controller;
	const all = Array.from({ length: 20 }, () => waiting(engine));
	for (const { operation } of all) t.is(abortable(operation, { signal }), operation);
	t.is(getEventListeners(signal, "abort").length, 1);
	for (const { inner } of all.slice(0, 19)) inner.setResult(1);
	engine.settle();
	t.is(getEventListeners(signal, "abort").length, 1);
	const reason = new Error("enough");
	controller.abort(reason);
	t.is(all[19]?.operation.exception(), reason);
	engine.settle();
	t.is(getEventListeners(signal, "abort").length, 0);
	const aborted = alreadyAborted(engine, { signal });
	t.is(aborted?.exception(), reason);
	t.is(alreadyAborted(engine, {}), undefined);
	t.is(alreadyAborted(engine, { signal: new AbortController().signal }), undefined);
	t.throws(() => alreadyAborted(engine, { signal: 5 as never }), { name: "TypeError" });
	const failing = newLoop(t).createConnection(() => ({}) as never, "127.0.0.1", 1, { signal });
	t.is(await reasonOf(failing), reason);
});
