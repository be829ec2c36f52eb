/** What a task got wrong between two steps. */
import test from "ava";
import { CancelledError, RuntimeError } from "../../src/errors.js";
import { type Coroutine, Future, sleep, Task } from "../../src/futures/index.js";
import { job, VirtualEngine } from "../helpers/virtual-engine.js";

test("Task: the complaint about a wrong yield is gone once a cancellation took its place", (t) => {
	const engine = new VirtualEngine();
	const log: string[] = [];
	function* main(): Coroutine<void> {
		try {
			yield 5 as never;
		} catch (error) {
			log.push((error as Error).name);
		}
		// The complaint was left over and thrown in here, where nothing is wrong.
		yield* sleep(1);
		log.push("slept");
	}
	const task = new Task(main(), { loop: engine });
	engine.enqueue(job(() => task.cancel()));
	engine.pass(10);
	t.deepEqual(log, ["CancelledError", "slept"]);
	t.true(task.done());
});

test("Task: refuses an asynchronous generator instead of stepping it for ever", (t) => {
	const engine = new VirtualEngine();
	async function* main() {
		yield 1;
	}
	t.throws(() => new Task(main() as never, { loop: engine }), {
		instanceOf: TypeError,
		message: /generator/,
	});
	t.is(engine.statistics().ready, 0);
});

test("Task: refuses to wait for a future of another loop, which would step it there", (t) => {
	const engine = new VirtualEngine();
	const other = new Future({ loop: new VirtualEngine() });
	const task = new Task(
		(function* (): Coroutine<unknown> {
			return yield* other;
		})(),
		{ loop: engine },
	);
	engine.settle();
	t.throws(() => task.result(), { instanceOf: RuntimeError, message: /another loop/ });
});

test("Task: whoever awaits a cancelled task sees the error that its coroutine ended with", (t) => {
	const engine = new VirtualEngine();
	const error = new CancelledError("from inside");
	const task = new Task(
		// biome-ignore lint/correctness/useYield: a coroutine that ends at once
		(function* (): Coroutine<never> {
			throw error;
		})(),
		{ loop: engine },
	);
	engine.settle();
	t.true(task.cancelled());
	t.is(
		t.throws(() => task.result()),
		error,
	);
});

test("sleep(0): cannot be spread, as no future can", (t) => {
	const engine = new VirtualEngine();
	let spread: unknown;
	engine.enqueue({
		run: () => {
			const bare = sleep(0);
			spread = t.throws(() => [...bare], { instanceOf: TypeError, message: /await it/ });
		},
	});
	engine.settle();
	t.truthy(spread);
});

test("Task: whatever is given for a name is a string, as by Python's str", (t) => {
	const loop = new VirtualEngine();
	const named = (name: unknown) => new Task(sleepless, { loop, name: name as string });
	t.is(named(5).getName(), "5");
	t.is(named(0).getName(), "0");
	t.is(named("").getName(), "");
	t.regex(named(undefined).getName(), /^Task-\d+$/);
	t.regex(named(null).getName(), /^Task-\d+$/);
	t.is(named(Symbol("s")).toString(), "<Task pending name=Symbol(s)>");
	t.is(named(Object.create(null)).getName(), "[Object: null prototype] {}");
	const task = named("first");
	task.setName(42 as never);
	t.is(task.getName(), "42");
	task.setName(Symbol("t") as never);
	t.is(String(task), "<Task pending name=Symbol(t)>");
	loop.settle();
});

function* sleepless(): Coroutine<void> {}
