/** What works without a task around it, at the top level of a module. */
import test from "ava";
import { CancelledError } from "../../../src/errors.js";
import {
	asCompleted,
	currentTask,
	ensureFuture,
	gather,
	sleep,
	TaskGroup,
	timeout,
	timeoutAt,
	waitFor,
} from "../../../src/futures/index.js";
import { getEventLoop } from "../../../src/loop/index.js";
import { eventually } from "../../helpers/eventually.js";
import { errorName, reasonOf } from "../../helpers/reason-of.js";

test.serial("timeout: makes a task of an async function outside all tasks", async (t) => {
	t.is(currentTask(), undefined);
	const seen = await timeout(60_000, async (scope) => {
		await sleep(1);
		return [currentTask() !== undefined, scope.expired()];
	});
	t.deepEqual(seen, [true, false]);
	t.is(await errorName(timeout(1, () => sleep(60_000))), "TimeoutError");
});

test.serial("timeoutAt: takes a moment of the loop's clock", async (t) => {
	const moment = getEventLoop().time() + 5;
	t.is(await errorName(timeoutAt(moment, () => sleep(60_000))), "TimeoutError");
	t.true(getEventLoop().time() >= moment);
});

test.serial("timeout: the TimeoutError has the CancelledError that it stands for as its cause", async (t) => {
	const error = (await reasonOf(timeout(1, () => sleep(60_000)))) as Error;
	t.true(error.cause instanceof CancelledError);
});

test.serial("timeout: Infinity never expires and sets no timer", async (t) => {
	const { timers } = getEventLoop().statistics();
	await timeout(Number.POSITIVE_INFINITY, async () => {
		t.is(getEventLoop().statistics().timers, timers);
		await sleep(0);
	});
});

test.serial("timeout: a generator's body refuses to be stepped outside of a task", (t) => {
	const steps = timeout(5, function* () {
		yield* sleep(1);
	});
	t.throws(() => steps.next(), { name: "RuntimeError", message: /outside of a task/ });
});

test.serial("timeout: a coroutine that is closed early takes its timer back", async (t) => {
	const { timers } = getEventLoop().statistics();
	const steps = timeout(60_000, function* () {
		yield* sleep(0);
	});
	await getEventLoop().createTask(function* () {
		steps.next();
		t.is(getEventLoop().statistics().timers, timers + 1);
		steps.return();
		yield* sleep(0);
	});
	t.is(getEventLoop().statistics().timers, timers);
});

test.serial("timeout: a promise of somebody else's is left behind at the next await of ours", async (t) => {
	const reached: string[] = [];
	const error = await reasonOf(
		timeout(1, async () => {
			await new Promise((resolve) => setTimeout(resolve, 10));
			reached.push("after the foreign promise");
			await sleep(60_000);
			reached.push("never here");
		}),
	);
	t.is((error as Error).name, "TimeoutError");
	t.deepEqual(reached, ["after the foreign promise"]);
});

test.serial(
	"timeout, TaskGroup.run: an async body in a generator's task gets a task of its own",
	async (t) => {
		const seen = await getEventLoop().createTask(function* () {
			const names: unknown[] = [];
			for (const body of [
				() => timeout(1, () => sleep(60_000)),
				() => TaskGroup.run(async (group) => group.createTask(() => Promise.reject(new Error("no")))),
			]) {
				try {
					yield* ensureFuture<unknown>(body());
				} catch (error) {
					names.push((error as Error).name, currentTask()?.cancelling());
				}
			}
			return names;
		});
		t.deepEqual(seen, ["TimeoutError", 0, "AggregateError", 0]);
	},
);

test.serial(
	"TaskGroup.run: makes a task of an async function outside all tasks, and returns what that returns",
	async (t) => {
		const ended: string[] = [];
		const result = await TaskGroup.run(async (group) => {
			for (const name of ["a", "b"]) {
				group.createTask(async () => {
					await sleep(1);
					ended.push(name);
				});
			}
			return "body";
		});
		t.is(result, "body");
		t.deepEqual(ended, ["a", "b"]);
	},
);

test.serial("TaskGroup.run: a generator's body refuses to be stepped outside of a task", (t) => {
	const steps = TaskGroup.run(function* () {});
	t.throws(() => steps.next(), { name: "RuntimeError", message: /outside of a task/ });
});

test.serial("TaskGroup.run: failures come as an AggregateError whose message tells how many", async (t) => {
	const failures = [new Error("first"), new Error("second")];
	const error = await reasonOf(
		TaskGroup.run(async (group) => {
			for (const failure of failures) {
				group.createTask(async () => {
					throw failure;
				});
			}
		}),
	);
	t.true(error instanceof AggregateError);
	const { errors, message } = error as AggregateError;
	t.deepEqual(errors, failures);
	t.is(message, "unhandled errors in a TaskGroup (2 sub-exceptions)");
});

test.serial("TaskGroup.createTask: closes the generator that it refuses", async (t) => {
	const group = await TaskGroup.run(async (each) => each);
	const late = (function* () {
		yield* sleep(1);
	})();
	t.throws(() => group.createTask(late), { name: "RuntimeError", message: /it is finished/ });
	t.deepEqual(late.next(), { done: true, value: undefined });
});

test.serial("TaskGroup.createTask: names tasks, and takes one that begins and ends at once", async (t) => {
	await TaskGroup.run(async (group) => {
		const task = group.createTask(
			// biome-ignore lint/correctness/useYield: it waits for nothing
			function* () {
				return 1;
			},
			{ name: "at once", eagerStart: true },
		);
		t.is(task.getName(), "at once");
		t.is(task.result(), 1);
		// The group hears of it in the next round.
		t.is(String(group), "<TaskGroup tasks=1 entered>");
		await sleep(0);
		t.is(String(group), "<TaskGroup entered>");
	});
});

test.serial("asCompleted: for await gives the results, and ends at the first failure", async (t) => {
	const [slow, never] = [getEventLoop().createFuture<string>(), getEventLoop().createFuture<string>()];
	const given: string[] = [];
	const all = [slow, async () => "quick", never];
	const { timers } = getEventLoop().statistics();
	const error = await reasonOf(
		(async () => {
			for await (const result of asCompleted(all, { timeout: 60_000 })) {
				given.push(result);
				slow.setException(new Error("slow"));
			}
		})(),
	);
	t.is((error as Error).message, "slow");
	t.deepEqual(given, ["quick"]);
	t.is(getEventLoop().statistics().timers, timers);
});

test.serial("asCompleted: a plain loop goes on after a failure", async (t) => {
	const given: unknown[] = [];
	for (const next of asCompleted([Promise.reject(new Error("no")), sleep(20, "slow")])) {
		given.push(await next.catch((error) => (error as Error).message));
	}
	t.deepEqual(given, ["no", "slow"]);
});

test.serial("asCompleted: leaving the loop takes the timer back, and the rest goes on", async (t) => {
	const { timers } = getEventLoop().statistics();
	const slow = sleep(20, "slow");
	for await (const _ of asCompleted([sleep(1), slow], { timeout: 60_000 })) break;
	t.is(await slow, "slow");
	for (const next of asCompleted([sleep(1)], { timeout: 60_000 })) {
		await next;
		break;
	}
	t.is(getEventLoop().statistics().timers, timers);
});

test.serial("asCompleted: for await throws a TimeoutError once the time is over", async (t) => {
	const slow = sleep(60_000);
	const names: string[] = [];
	const error = await reasonOf(
		(async () => {
			for await (const result of asCompleted([sleep(1, "quick"), slow], { timeout: 50 })) {
				names.push(String(result));
			}
		})(),
	);
	t.is((error as Error).name, "TimeoutError");
	t.deepEqual(names, ["quick"]);
	t.false(slow.done());
	slow.cancel();
});

test.serial("waitFor: runs without being awaited, from the next round on", async (t) => {
	let called = false;
	const future = waitFor(async () => {
		called = true;
	}, 60_000);
	t.false(called);
	await eventually("the end of what it waits for", () => future.done());
	t.true(called);
});

test.serial(
	"waitFor: can be given to gather, be looked at by callbacks, and be cancelled before it began",
	async (t) => {
		t.deepEqual(
			await gather(
				waitFor(sleep(1, "a"), 60_000),
				waitFor(async () => "b", 60_000),
			),
			["a", "b"],
		);
		const called = await new Promise<unknown[]>((resolve) =>
			waitFor(sleep(1, "c"), 60_000).addDoneCallback((future) => resolve([future.result()])),
		);
		t.deepEqual(called, ["c"]);
		const inner = sleep(5, "inner");
		const early = waitFor(inner, 60_000);
		t.true(early.cancel());
		t.is(await errorName(early), "CancelledError");
		t.true(early.cancelled());
		t.is(await inner, "inner");
	},
);

test.serial("waitFor: a generator that waits twice for one gets the result twice", async (t) => {
	const results = await getEventLoop().createTask(function* () {
		const future = waitFor(sleep(1, "once"), 60_000);
		return [yield* future, yield* future, future.done()];
	});
	t.deepEqual(results, ["once", "once", true]);
});
