/** What a task got wrong between two steps. */
import { inspect } from "node:util";
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

test("Task: what is yielded and throws at a mere look fails the task, not the loop", (t) => {
	const no = (): never => {
		throw new Error("do not look");
	};
	const foreign = Object.assign(new Future({ loop: new VirtualEngine() }), { toString: no });
	const cases: [unknown, RegExp][] = [
		[{ [inspect.custom]: no }, /cannot wait for object/],
		[new Proxy({}, { getPrototypeOf: no }), /do not look/],
		[foreign, /do not look/],
	];
	for (const [yielded, message] of cases) {
		const engine = new VirtualEngine();
		const task = new Task(
			(function* (): Coroutine<unknown> {
				return yield yielded as never;
			})(),
			{ loop: engine },
		);
		engine.settle();
		t.regex((task.exception() as Error).message, message);
	}
});

test("Task: a generator of somebody's own making whose results are none fails the task, not the loop", (t) => {
	const throwing = {
		get done(): boolean {
			throw new Error("do not look");
		},
	};
	for (const result of [undefined, null, throwing]) {
		const engine = new VirtualEngine();
		const coroutine = {
			next: () => result,
			throw: () => result,
			[Symbol.iterator]() {
				return this;
			},
		};
		const task = new Task(coroutine as never, { loop: engine });
		engine.settle();
		t.true(task.exception() instanceof Error);
	}
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
