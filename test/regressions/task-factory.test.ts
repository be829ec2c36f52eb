/** The loop's task factory makes the tasks of everybody who makes some. */
import test from "ava";
import {
	asCompleted,
	type Coroutine,
	ensureFuture,
	gather,
	race,
	shield,
	sleep,
	Task,
	TaskGroup,
	waitFor,
} from "../../src/futures/index.js";
import { eagerTaskFactory, type TaskFactory } from "../../src/loop/index.js";
import { VirtualEventLoop } from "../../src/testing/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { errorName } from "../helpers/reason-of.js";

class OwnTask<T> extends Task<T> {}

const own: TaskFactory = (loop, source, options) => new OwnTask(source, { ...options, loop });

/** Runs a generator on a loop with a task factory. */
function run<T>(factory: TaskFactory, main: (loop: VirtualEventLoop) => Coroutine<T>): T {
	const loop = new VirtualEventLoop();
	loop.setTaskFactory(factory);
	try {
		return loop.runUntilCompleteSync(main(loop));
	} finally {
		loop.close();
	}
}

function* work(): Coroutine<string> {
	return yield* sleep(1, "done");
}

test("setTaskFactory: makes the tasks of ensureFuture, gather, race, shield, asCompleted and waitFor", (t) => {
	let made = 0;
	const counting: TaskFactory = (loop, source, options) => {
		made += 1;
		return own(loop, source, options);
	};
	const count = (): number => {
		const before = made;
		made = 0;
		return before;
	};
	run(counting, function* () {
		t.is(count(), 1);
		t.true(ensureFuture(work) instanceof OwnTask);
		t.is(count(), 1);
		t.deepEqual(yield* gather(work, work(), work), ["done", "done", "done"]);
		t.is(count(), 3);
		t.is(yield* race(work, work), "done");
		t.is(count(), 2);
		t.is(yield* shield(work), "done");
		t.is(count(), 1);
		for (const next of asCompleted([work, work])) t.is(yield* next, "done");
		t.is(count(), 2);
		// Waits in its own task; a coroutine needs no other.
		t.is(yield* waitFor(work, 1000), "done");
		t.is(count(), 0);
		t.deepEqual(yield* gather(waitFor(work, 1000)), ["done"]);
		t.is(count(), 1);
	});
});

test("setTaskFactory: makes the tasks of a TaskGroup, and is given their options", (t) => {
	const seen: unknown[] = [];
	const noting: TaskFactory = (loop, source, options) => {
		seen.push(options);
		return own(loop, source, options);
	};
	run(noting, function* () {
		yield* TaskGroup.run(function* (group) {
			const options = { name: "named", eagerStart: true };
			const task = group.createTask(work, options);
			t.true(task instanceof OwnTask);
			t.is(task.getName(), "named");
			group.createTask(work);
			t.deepEqual(seen.slice(-2), [options, undefined]);
			yield* sleep(0);
		});
	});
});

test("eagerTaskFactory: what is given to a group, gather, shield and asCompleted runs before they return", (t) => {
	const log: string[] = [];
	// biome-ignore lint/correctness/useYield: it never waits
	const atOnce = function* (): Coroutine<number> {
		log.push("child");
		return 1;
	};
	run(eagerTaskFactory, function* () {
		yield* TaskGroup.run(function* (group) {
			group.createTask(atOnce);
			log.push("body");
			yield* sleep(0);
		});
		const gathered = gather(atOnce, atOnce);
		t.true(gathered.done());
		t.deepEqual(yield* gathered, [1, 1]);
		t.is(shield(atOnce).result(), 1);
		for (const next of asCompleted([atOnce, atOnce])) t.is(yield* next, 1);
		t.is(yield* race(atOnce, atOnce), 1);
	});
	t.deepEqual(log.slice(0, 2), ["child", "body"]);
	t.is(log.length, 9);
});

test("eagerTaskFactory: what a task makes in its first step belongs to its loop, also outside of all turns", async (t) => {
	const loop = newLoop(t);
	loop.setTaskFactory(eagerTaskFactory);
	const task = loop.createTask(function* () {
		const inner = sleep(1, "slept");
		t.is(inner.getLoop(), loop);
		return yield* inner;
	});
	t.is(await task, "slept");
	t.is(await loop.runUntilComplete(work), "done");
	t.is(loop.runUntilCompleteSync(work), "done");
});

test("setTaskFactory: a factory that throws, or makes no task, is told to who asks for a task", async (t) => {
	const loop = newLoop(t);
	loop.setExceptionHandler((_loop, { message }) => t.fail(message));
	loop.setTaskFactory(() => {
		throw new RangeError("none today");
	});
	t.throws(() => ensureFuture(work, { loop }), { message: "none today" });
	t.throws(() => loop.createTask(work), { message: "none today" });
	loop.callSoon(() => undefined);
	const limited = waitFor(loop.createFuture<void>(), 1000);
	t.is(await errorName(limited), "RangeError");
	loop.setTaskFactory(() => 5 as never);
	t.throws(() => ensureFuture(work, { loop }), { instanceOf: TypeError, message: /factory returned 5/ });
});
