import test from "ava";
import { CancelledError, InvalidStateError } from "../../src/errors.js";
import { Future } from "../../src/futures/index.js";
import { VirtualEngine } from "../helpers/virtual-engine.js";

const failure = new Error("broken");

test("Future: is pending until it is given a result", (t) => {
	const future = new VirtualEngine().future<string>();
	t.false(future.done());
	t.false(future.cancelled());
	t.throws(() => future.result(), { instanceOf: InvalidStateError });
	t.throws(() => future.exception(), { instanceOf: InvalidStateError });
	t.is(String(future), "<Future pending>");
	future.setResult("here");
	t.true(future.done());
	t.false(future.cancelled());
	t.is(future.result(), "here");
	t.is(future.exception(), undefined);
	t.is(String(future), "<Future finished>");
});

test("Future: setException makes result throw and exception tell", (t) => {
	const future = new VirtualEngine().future();
	future.setException(failure);
	t.true(future.done());
	t.false(future.cancelled());
	t.is(
		t.throws(() => future.result()),
		failure,
	);
	t.is(future.exception(), failure);
	t.is(String(future), "<Future failed>");
});

test("Future: fails with whatever it is given, error or not", (t) => {
	const engine = new VirtualEngine();
	for (const reason of [undefined, null, 0, "text", new CancelledError("mine")]) {
		const future = engine.future();
		future.setException(reason);
		t.true(future.done());
		t.false(future.cancelled());
		t.is(future.exception(), reason);
		try {
			future.result();
			t.fail();
		} catch (error) {
			t.is(error, reason);
		}
	}
});

test("Future: cancel makes result and exception throw a CancelledError with its message", (t) => {
	const future = new VirtualEngine().future();
	t.true(future.cancel("no longer wanted"));
	t.true(future.done());
	t.true(future.cancelled());
	const error = t.throws(() => future.result(), { instanceOf: CancelledError });
	t.is(error?.message, "no longer wanted");
	t.is(
		t.throws(() => future.exception()),
		error,
	);
	t.is(String(future), "<Future cancelled>");
});

test("Future: cancel without a message gives an empty one", (t) => {
	const future = new VirtualEngine().future();
	future.cancel();
	t.throws(() => future.result(), { instanceOf: CancelledError, message: "" });
});

test("Future: whoever settles it twice gets an InvalidStateError, and the first outcome stays", (t) => {
	const engine = new VirtualEngine();
	const outcomes = {
		finished: (future: Future<number>) => future.setResult(1),
		failed: (future: Future<number>) => future.setException(failure),
		cancelled: (future: Future<number>) => void future.cancel(),
	};
	for (const [state, settle] of Object.entries(outcomes)) {
		const future = engine.future<number>();
		settle(future);
		t.throws(() => future.setResult(2), { instanceOf: InvalidStateError, message: RegExp(`it is ${state}`) });
		t.throws(() => future.setException(new Error("second")), { instanceOf: InvalidStateError });
		t.false(future.cancel());
		t.is(String(future), `<Future ${state}>`);
	}
});

test("Future: belongs to the loop it is given, and refuses what is none", (t) => {
	const engine = new VirtualEngine();
	t.is(new Future({ loop: engine }).getLoop(), engine);
	t.throws(() => new Future({ loop: 5 as never }), { instanceOf: TypeError, message: /loop.*5/ });
	t.throws(() => new Future({ loop: {} as never }), { instanceOf: TypeError });
});

test("Future: addDoneCallback refuses what is no function, and changes nothing", (t) => {
	const engine = new VirtualEngine();
	const future = engine.future();
	for (const wrong of [undefined, null, 1, "f", {}]) {
		t.throws(() => future.addDoneCallback(wrong as never), { instanceOf: TypeError, message: /function/ });
	}
	future.setException(failure);
	engine.pass(100);
	t.is(engine.reports.length, 1);
	t.is(engine.reports[0]?.message, "Future exception was never retrieved");
});

test("Future: Object.prototype.toString and the class tell what it is", (t) => {
	const future = new VirtualEngine().future();
	t.is(Object.prototype.toString.call(future), "[object Future]");
	t.false(future instanceof Promise);
});
