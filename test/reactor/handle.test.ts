import test from "ava";
import { Handle } from "../../src/reactor/handle.js";
import { VirtualEngine } from "../helpers/virtual-engine.js";

test("Handle: calls its function with its arguments", (t) => {
	const engine = new VirtualEngine();
	const calls: unknown[] = [];
	const handle = new Handle(engine, (...args: unknown[]) => calls.push(args), [1, "two"]);
	engine.enqueue(handle);
	engine.settle();
	t.deepEqual(calls, [[1, "two"]]);
	t.false(handle.cancelled());
});

test("Handle: cancel takes it back, twice is harmless", (t) => {
	const engine = new VirtualEngine();
	const handle = new Handle(engine, () => t.fail(), []);
	engine.enqueue(handle);
	handle.cancel();
	handle.cancel();
	t.true(handle.cancelled());
	engine.settle();
	t.is(String(handle), "<Handle cancelled>");
});

test("Handle: can cancel itself while it runs", (t) => {
	const engine = new VirtualEngine();
	let calls = 0;
	const handle: Handle = new Handle(engine, () => {
		calls += 1;
		handle.cancel();
		throw new Error("after that");
	}, []);
	engine.enqueue(handle);
	engine.enqueue(handle);
	engine.settle();
	t.is(calls, 1);
	t.is(engine.reports.length, 1);
});

test("Handle: what its function throws is reported with the handle, and the loop goes on", (t) => {
	const engine = new VirtualEngine();
	const failure = new Error("thrown");
	const handle = new Handle(
		engine,
		function refuse() {
			throw failure;
		},
		[],
	);
	engine.enqueue(handle);
	let ran = 0;
	engine.enqueue({ run: () => (ran += 1) });
	engine.settle();
	t.is(ran, 1);
	t.deepEqual(engine.reports, [
		{ message: "Exception in callback <Handle refuse>", exception: failure, handle },
	]);
});

test("Handle: a function whose name is no string does not make the report fail", (t) => {
	const engine = new VirtualEngine();
	for (const name of [Symbol("s"), undefined, {}, ""]) {
		const refuse = () => {
			throw new Error("thrown");
		};
		Object.defineProperty(refuse, "name", { value: name });
		engine.enqueue(new Handle(engine, refuse, []));
	}
	engine.settle();
	t.is(engine.reports.length, 4);
});
