/** Cancelling tasks of async functions: each row of the contract's table, and what asyncio does besides. */
import test from "ava";
import { CancelledError, RuntimeError } from "../../src/errors.js";
import { allTasks, currentTask, Future, sleep, type Task } from "../../src/index.js";
import { eventually } from "../helpers/eventually.js";
import { newLoop } from "../helpers/new-loop.js";
import { turns } from "../helpers/turns.js";

const cancelled = { instanceOf: CancelledError };

test("waiting for one of ours: that future is cancelled, and the error raised at the await", async (t) => {
	const loop = newLoop(t);
	const future = loop.createFuture<number>();
	const steps: unknown[] = [];
	const task: Task<void> = loop.createTask(async () => {
		try {
			await future;
		} catch (error) {
			steps.push(error instanceof CancelledError && error.message, currentTask() === task);
			throw error;
		} finally {
			await loop.createTask(async () => await turns(1));
			steps.push("finally may await");
		}
	});
	await turns(1);
	t.true(task.cancel("enough"));
	t.true(future.cancelled());
	await t.throwsAsync(task, { ...cancelled, message: "enough" });
	t.true(task.cancelled());
	t.deepEqual(steps, ["enough", true, "finally may await"]);
	t.false(task.cancel(), "it is done");
});

test("waiting for a foreign promise: delivered at the next await of ours; task.signal is aborted at once", async (t) => {
	const loop = newLoop(t);
	let settle: (value: string) => void = () => {};
	const foreign = new Promise<string>((resolve) => {
		settle = resolve;
	});
	const steps: string[] = [];
	const task = loop.createTask(async () => {
		steps.push(await foreign);
		await loop.createFuture();
		steps.push("never");
	});
	await turns(1);
	const { signal } = task;
	t.false(signal.aborted);
	task.cancel("stop");
	t.true(signal.aborted);
	t.true(signal.reason instanceof CancelledError);
	settle("the promise's value");
	await t.throwsAsync(task, { ...cancelled, message: "stop" });
	t.deepEqual(steps, ["the promise's value"]);
});

test("Promise.all of several of ours: all are cancelled", async (t) => {
	const loop = newLoop(t);
	const futures = [loop.createFuture(), loop.createFuture(), loop.createFuture()];
	const task = loop.createTask(async () => await Promise.all(futures));
	await turns(1);
	task.cancel();
	await t.throwsAsync(task, cancelled);
	t.true(futures.every((future) => future.cancelled()));
});

test("an async function left running inside the task is cancelled with it; one in a task of its own is not", async (t) => {
	const loop = newLoop(t);
	const inside = loop.createFuture();
	const detached = loop.createFuture<string>();
	let other: Task<string> | undefined;
	let seen: unknown;
	const task = loop.createTask(async () => {
		void (async () => {
			await inside;
		})().catch((error) => {
			seen = error;
		});
		other = loop.createTask(async () => await detached);
		await loop.createFuture();
	});
	await turns(2);
	task.cancel();
	await t.throwsAsync(task, cancelled);
	t.true(inside.cancelled());
	t.true(seen instanceof CancelledError);
	t.false(detached.done());
	detached.setResult("alive");
	t.is(await other, "alive");
});

test("the future is done already, the task not yet resumed: the value is delivered, the next await raises", async (t) => {
	const loop = newLoop(t);
	const future = loop.createFuture<string>();
	const steps: string[] = [];
	const task = loop.createTask(async () => {
		steps.push(await future);
		await loop.createFuture();
	});
	await turns(1);
	future.setResult("received");
	task.cancel();
	await t.throwsAsync(task, cancelled);
	t.deepEqual(steps, ["received"]);
});

test("one future awaited by two tasks: cancelling one of them cancels the future, and so both", async (t) => {
	const loop = newLoop(t);
	const future = loop.createFuture();
	const [first, second] = [1, 2].map(() => loop.createTask(async () => await future));
	await turns(1);
	first?.cancel();
	await t.throwsAsync(async () => await first, cancelled);
	await t.throwsAsync(async () => await second, cancelled);
	t.is(second?.cancelling(), 0);
});

test("a task awaited by a task is cancelled through it", async (t) => {
	const loop = newLoop(t);
	const inner = loop.createTask(async () => await loop.createFuture());
	const outer = loop.createTask(async () => await inner);
	await turns(2);
	outer.cancel("through");
	await t.throwsAsync(outer, { ...cancelled, message: "through" });
	t.true(inner.cancelled());
	t.is(inner.cancelling(), 1);
});

test("allSettled swallows the cancellation, as its name says", async (t) => {
	const loop = newLoop(t);
	const task = loop.createTask(async () => {
		const [result] = await Promise.allSettled([loop.createFuture()]);
		return result?.status;
	});
	await turns(1);
	task.cancel();
	t.is(await task, "rejected");
});

test("an async generator's finally runs when the task that iterates it is cancelled", async (t) => {
	const loop = newLoop(t);
	let closed = false;
	async function* numbers(): AsyncGenerator<number> {
		try {
			for (let i = 0; ; i += 1) {
				await loop.createFuture();
				yield i;
			}
		} finally {
			closed = true;
		}
	}
	const task = loop.createTask(async () => {
		for await (const _ of numbers());
	});
	await turns(1);
	task.cancel();
	await t.throwsAsync(task, cancelled);
	t.true(closed);
});

test("cancelled before its first step: the function is never called", async (t) => {
	const loop = newLoop(t);
	let called = false;
	const task = loop.createTask(async () => {
		called = true;
	});
	task.cancel("early");
	await t.throwsAsync(task, { ...cancelled, message: "early" });
	t.false(called);
});

test("swallowing: cancelling() counts, uncancel() takes back, and the signal is a new one then", async (t) => {
	const loop = newLoop(t);
	const counts: unknown[] = [];
	const task: Task<string> = loop.createTask(async () => {
		try {
			await loop.createFuture();
		} catch {
			counts.push(task.cancelling(), task.signal.aborted, task.uncancel(), task.signal.aborted);
		}
		await turns(1);
		return "went on";
	});
	await turns(1);
	const { signal } = task;
	task.cancel();
	t.is(await task, "went on");
	t.true(signal.aborted);
	t.deepEqual(counts, [1, true, 0, false]);
});

test("cancelled twice in one turn: two requests, one error", async (t) => {
	const loop = newLoop(t);
	let errors = 0;
	const task: Task<number> = loop.createTask(async () => {
		try {
			await loop.createFuture();
		} catch {
			errors += 1;
		}
		await turns(3);
		return task.cancelling();
	});
	await turns(1);
	task.cancel();
	task.cancel();
	t.is(await task, 2);
	t.is(errors, 1);
});

test("a task that waits for itself is told so", async (t) => {
	const loop = newLoop(t);
	const task: Task<void> = loop.createTask(async () => {
		await task;
	});
	await t.throwsAsync(task, { instanceOf: RuntimeError, message: /cannot wait for itself/ });
});

test("currentTask: through awaits, in functions that are called, and in no callback", async (t) => {
	const loop = newLoop(t);
	const seen: (string | undefined)[] = [];
	const note = () => seen.push(currentTask()?.getName());
	const called = async () => {
		await sleep(1);
		note();
	};
	await loop.createTask(
		async () => {
			note();
			await called();
			const inCallback = loop.createFuture<string | undefined>();
			loop.callSoon(() => inCallback.setResult(currentTask()?.getName()));
			seen.push(await inCallback);
			await new Promise((resolve) => setTimeout(resolve, 1));
			note();
		},
		{ name: "mine" },
	);
	note();
	t.deepEqual(seen, ["mine", "mine", undefined, "mine", undefined]);
});

test("eagerStart: runs up to its first wait inside the call, as the current task", async (t) => {
	const loop = newLoop(t);
	const steps: unknown[] = [];
	const outer = loop.createTask(function* () {
		const inner = loop.createTask(
			async () => {
				steps.push(currentTask()?.getName());
				await turns(1);
				return "async";
			},
			{ eagerStart: true, name: "inner" },
		);
		steps.push("after", currentTask()?.getName());
		const generator = loop.createTask(
			// biome-ignore lint/correctness/useYield: it is done at its first step
			function* () {
				steps.push(currentTask()?.getName());
				return "at once";
			},
			{ eagerStart: true, name: "generator" },
		);
		steps.push(generator.done());
		return [yield* inner, yield* generator];
	});
	outer.setName("outer");
	t.deepEqual(await outer, ["async", "at once"]);
	t.deepEqual(steps, ["inner", "after", "outer", "generator", true]);
});

test("allTasks: those of a loop that are not done, however they end", async (t) => {
	const loop = newLoop(t);
	const other = newLoop(t);
	const ended = [
		loop.createTask(async () => 1),
		loop.createTask(async () => {
			throw new Error("on purpose");
		}),
		loop.createTask(async () => await loop.createFuture()),
	];
	const elsewhere = other.createTask(async () => await other.createFuture());
	t.deepEqual(allTasks(loop), new Set<Task<unknown>>(ended));
	t.deepEqual(allTasks(other), new Set<Task<unknown>>([elsewhere]));
	await turns(1);
	ended[2]?.cancel();
	await Promise.allSettled(ended);
	t.is(allTasks(loop).size, 0);
	elsewhere.cancel();
	await Promise.allSettled([elsewhere]);
});

test("a future of the function's own, and a function that makes a generator", async (t) => {
	const loop = newLoop(t);
	const future = new Future<number>({ loop });
	const task = loop.createTask(() => future);
	await turns(1);
	task.cancel();
	await t.throwsAsync(task, cancelled);
	t.true(future.cancelled());
	const made = loop.createTask(() =>
		(function* () {
			return yield* sleep(0, currentTask()?.getName());
		})(),
	);
	made.setName("made");
	t.is(await made, "made");
});

test("Task: a promise with a then of its own ends its own task, from wherever it calls back", async (t) => {
	const loop = newLoop(t);
	const calls: (() => void)[] = [];
	/** Calls back when it is told to, in the context of whoever tells it. */
	class Late<T> extends Promise<T> {
		static override get [Symbol.species]() {
			return Promise;
		}
		// biome-ignore lint/suspicious/noThenProperty: that it has one of its own is the point
		override then<A, B>(done?: ((value: T) => A | PromiseLike<A>) | null): Promise<A | B> {
			calls.push(() => done?.("late" as T));
			return new Promise(() => {});
		}
	}
	const task = loop.createTask(() => new Late<string>(() => {}));
	await eventually("its function to be called", () => calls.length === 1);
	const other = loop.createTask(async () => {
		calls[0]?.();
		return "other";
	});
	t.is(await task, "late");
	t.is(await other, "other");
});
