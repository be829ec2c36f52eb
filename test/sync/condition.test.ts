/** Condition and Barrier, as async functions and bare futures see them. */
import { AsyncLocalStorage } from "node:async_hooks";
import test from "ava";
import { BrokenBarrierError, CancelledError, RuntimeError, ValueError } from "../../src/errors.js";
import { sleep, Task } from "../../src/futures/index.js";
import "../../src/loop/index.js";
import { Barrier, Condition, Lock } from "../../src/sync/index.js";

test("Condition: wait gives the lock up at the call and has it again when it is done", async (t) => {
	const condition = new Condition();
	await condition.acquire();
	const wait = condition.wait();
	t.false(condition.locked());
	t.is(condition.statistics().tasksWaiting, 1);
	await condition.acquire();
	condition.notify();
	await sleep(1);
	t.false(wait.done());
	condition.release();
	t.true(await wait);
	t.true(condition.locked());
	condition.release();
	t.deepEqual(condition.statistics(), { tasksWaiting: 0, lock: { locked: false, tasksWaiting: 0 } });
});

test("Condition: a cancelled wait ends when it has the lock again", async (t) => {
	const condition = new Condition();
	await condition.acquire();
	const wait = condition.wait();
	await condition.acquire();
	t.true(wait.cancel("first"));
	t.false(wait.done());
	await sleep(1);
	t.true(wait.cancel("second"));
	t.false(wait.done());
	condition.release();
	await t.throwsAsync(async () => await wait, { instanceOf: CancelledError, message: "second" });
	t.true(condition.locked());
	condition.release();
});

test("Condition: an async task that is cancelled in its block has the lock in its finally block", async (t) => {
	const condition = new Condition();
	const log: boolean[] = [];
	const task = new Task(async () => {
		using _ = await condition.guard();
		try {
			await condition.wait();
		} finally {
			log.push(condition.locked());
		}
	});
	while (condition.statistics().tasksWaiting === 0) await sleep(1);
	t.false(condition.locked());
	task.cancel();
	await t.throwsAsync(async () => await task, { instanceOf: CancelledError });
	t.deepEqual(log, [true]);
	t.false(condition.locked());
});

test("Condition: one that was notified and is then cancelled wakes another", async (t) => {
	const condition = new Condition();
	await condition.acquire();
	const first = condition.wait();
	await condition.acquire();
	const second = condition.wait();
	await condition.acquire();
	condition.notify();
	first.cancel();
	condition.release();
	await t.throwsAsync(async () => await first, { instanceOf: CancelledError });
	condition.release();
	t.true(await second);
});

test("Condition: waitFor gives what the predicate gave, in the caller's context", async (t) => {
	const condition = new Condition();
	const storage = new AsyncLocalStorage<string>();
	let value = "";
	const contexts: unknown[] = [];
	const waiting = storage.run("mine", async () => {
		using _ = await condition.guard();
		return await condition.waitFor(() => {
			contexts.push(storage.getStore());
			return value;
		});
	});
	await sleep(1);
	{
		using _ = await condition.guard();
		value = "there";
		condition.notifyAll();
	}
	t.is(await waiting, "there");
	t.deepEqual(contexts, ["mine", "mine"]);
	t.is(await condition.waitFor(() => 5), 5);
});

test("Condition: waitFor fails with what the predicate throws, the first time or later, holding the lock", async (t) => {
	const condition = new Condition();
	const failure = new Error("no");
	let fails = true;
	function predicate(): boolean {
		if (fails) throw failure;
		return false;
	}
	await condition.acquire();
	t.is(await t.throwsAsync(async () => await condition.waitFor(predicate)), failure);
	fails = false;
	const waiting = condition.waitFor(predicate);
	fails = true;
	await condition.acquire();
	condition.notify();
	condition.release();
	t.is(await t.throwsAsync(async () => await waiting), failure);
	t.true(condition.locked());
});

test("Condition: refuses to work without its lock, and what is no lock, predicate or number", (t) => {
	const condition = new Condition(new Lock());
	const expectation = { instanceOf: RuntimeError, message: /its lock is not held/ };
	t.throws(() => condition.wait(), expectation);
	t.throws(() => condition.waitFor(() => false), expectation);
	t.throws(() => condition.notify(), expectation);
	t.throws(() => condition.notifyAll(), expectation);
	t.throws(() => condition.release(), { instanceOf: RuntimeError });
	t.throws(() => new Condition({} as Lock), { instanceOf: TypeError });
	t.throws(() => condition.waitFor(1 as unknown as () => boolean), { instanceOf: TypeError });
	t.throws(() => condition.notify("1" as unknown as number), { instanceOf: TypeError });
	t.is(condition.statistics().tasksWaiting, 0);
});

test("Barrier: lets async functions go together, each with its place, again and again", async (t) => {
	const barrier = new Barrier(3);
	for (let round = 0; round < 3; round += 1) {
		const waits = [barrier.wait(), barrier.wait()];
		t.is(barrier.nWaiting, 2);
		t.deepEqual(barrier.statistics(), { state: "filling", parties: 3, tasksWaiting: 2 });
		const indices = await Promise.all([...waits, barrier.wait()]);
		t.deepEqual(indices, [0, 1, 2]);
		t.is(barrier.nWaiting, 0);
	}
});

test("Barrier: a cancelled one leaves it; reset and abort throw the others out", async (t) => {
	const barrier = new Barrier(2);
	const cancelled = barrier.wait();
	t.true(cancelled.cancel());
	await t.throwsAsync(async () => await cancelled, { instanceOf: CancelledError });
	t.is(barrier.nWaiting, 0);
	const reset = barrier.wait();
	await barrier.reset();
	await t.throwsAsync(async () => await reset, { instanceOf: BrokenBarrierError, message: /reset/ });
	const broken = barrier.wait();
	await barrier.abort();
	await t.throwsAsync(async () => await broken, { instanceOf: BrokenBarrierError, message: /broken/ });
	t.true(barrier.broken);
	await t.throwsAsync(async () => await barrier.wait(), { instanceOf: BrokenBarrierError });
	await barrier.reset();
	t.false(barrier.broken);
	const guards = await Promise.all([barrier.guard(), barrier.guard()]);
	t.deepEqual(
		guards.map((guard) => guard.index),
		[0, 1],
	);
	for (const guard of guards) guard[Symbol.dispose]();
	t.true(new BrokenBarrierError() instanceof RuntimeError);
});

test("Barrier: refuses what is no number of parties", (t) => {
	for (const parties of [0, -1, 1.5, Number.NaN]) {
		t.throws(() => new Barrier(parties), { instanceOf: ValueError });
	}
	t.throws(() => new Barrier("2" as unknown as number), { instanceOf: TypeError });
});
