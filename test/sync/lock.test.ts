/** Lock, as async functions and bare futures see it; its order in tasks is compared with CPython's in test/asyncio. */
import test from "ava";
import { CancelledError, RuntimeError } from "../../src/errors.js";
import { type Coroutine, sleep, Task } from "../../src/futures/index.js";
import { Lock } from "../../src/sync/index.js";
import { VirtualEventLoop } from "../../src/testing/index.js";
import { play } from "./helpers/requests.js";

test("acquire: holds a free lock when it returns, and gives true", async (t) => {
	const lock = new Lock();
	const acquired = lock.acquire();
	t.true(lock.locked());
	t.true(acquired.done());
	t.true(await acquired);
	t.deepEqual(lock.statistics(), { locked: true, tasksWaiting: 0 });
	t.true(Object.isFrozen(lock.statistics()));
});

test("acquire: async functions get it in the order in which they asked", async (t) => {
	const lock = new Lock();
	const log: string[] = [];
	async function work(name: string): Promise<void> {
		t.true(await lock.acquire());
		log.push(`${name} in`);
		await sleep(1);
		log.push(`${name} out`);
		lock.release();
	}
	const all = ["a", "b", "c"].map(work);
	t.is(lock.statistics().tasksWaiting, 2);
	await Promise.all(all);
	t.deepEqual(log, ["a in", "a out", "b in", "b out", "c in", "c out"]);
	t.false(lock.locked());
});

test("release: refuses a lock that nobody holds", (t) => {
	t.throws(() => new Lock().release(), {
		instanceOf: RuntimeError,
		message: "Cannot release the lock: it is not locked",
	});
});

test("cancel: a waiting request is taken back at once, and nobody waits for it", async (t) => {
	const lock = new Lock();
	await lock.acquire();
	const [first, second] = [lock.acquire(), lock.acquire()];
	t.true(first.cancel("enough"));
	t.true(first.cancelled());
	t.is(lock.statistics().tasksWaiting, 1);
	await t.throwsAsync(async () => await first, { instanceOf: CancelledError, message: "enough" });
	lock.release();
	t.true(await second);
});

test("cancel: a request whose turn has come passes the lock on; once it is done it keeps it", async (t) => {
	const lock = new Lock();
	await lock.acquire();
	const [first, second, third] = [lock.acquire(), lock.acquire(), lock.acquire()];
	lock.release();
	t.true(first.cancel());
	t.true(await second);
	t.false(second.cancel());
	t.true(lock.locked());
	t.false(third.done());
	lock.release();
	t.true(await third);
});

test("cancel: an async task that waits for the lock leaves nothing behind", async (t) => {
	const lock = new Lock();
	await lock.acquire();
	const log: string[] = [];
	const task = new Task(async () => {
		try {
			await lock.acquire();
		} finally {
			log.push("finally");
		}
	});
	await sleep(0);
	t.is(lock.statistics().tasksWaiting, 1);
	task.cancel();
	await t.throwsAsync(async () => await task, { instanceOf: CancelledError });
	t.deepEqual(log, ["finally"]);
	t.is(lock.statistics().tasksWaiting, 0);
	lock.release();
	t.false(lock.locked());
});

test("cancel: an async task that is cancelled at any moment around its grant either has the lock or has passed it on", async (t) => {
	for (let moment = 0; moment < 6; moment += 1) {
		const lock = new Lock();
		await lock.acquire();
		const task = new Task(async () => {
			await lock.acquire();
			try {
				await sleep(1);
			} finally {
				lock.release();
			}
		});
		await sleep(1);
		const next = lock.acquire();
		lock.release();
		for (let i = 0; i < moment; i += 1) await Promise.resolve();
		if (moment > 3) await sleep(0);
		task.cancel();
		t.true(await next, `${moment}`);
		await t.throwsAsync(async () => await task, { instanceOf: CancelledError });
		lock.release();
		t.false(lock.locked());
	}
});

test("acquire: a request that one task steps is an outcome to others, and can be cancelled by whoever holds it", (t) => {
	play(function* () {
		const lock = new Lock();
		yield* lock.acquire();
		const request = lock.acquire();
		function* waits(): Coroutine<unknown> {
			try {
				return yield* request;
			} catch (error) {
				return error;
			}
		}
		const tasks = [new Task(waits()), new Task(waits())];
		yield* sleep(0);
		yield* sleep(0);
		t.true(request.cancel("both"));
		const outcomes = [yield* tasks[0] as Task<unknown>, yield* tasks[1] as Task<unknown>];
		t.true(outcomes.every((each) => each instanceof CancelledError && each.message === "both"));
		t.is(lock.statistics().tasksWaiting, 0);
	});
});

test("acquire: a generator that is closed where it waits leaves the queue; one that had its turn passes it on", (t) => {
	play(function* () {
		const lock = new Lock();
		yield* lock.acquire();
		function* waits(): Coroutine<void> {
			yield* lock.acquire();
		}
		const [left, granted] = [waits(), waits()];
		new Task(left);
		new Task(granted);
		yield* sleep(0);
		left.return();
		t.is(lock.statistics().tasksWaiting, 1);
		lock.release();
		granted.return();
		t.true(lock.acquire().done());
	});
});

test("acquire: iterated anywhere but in a task it throws a TypeError and waits for nothing", async (t) => {
	const lock = new Lock();
	await lock.acquire();
	t.throws(() => [...lock.acquire()], { instanceOf: TypeError });
	t.notThrows(() => lock.release());
});

test("acquire: its outcome is its own", async (t) => {
	const lock = new Lock();
	await lock.acquire();
	const request = lock.acquire();
	t.throws(() => request.setResult(true), { instanceOf: RuntimeError });
	t.throws(() => request.setException(new Error("no")), { instanceOf: RuntimeError });
	lock.release();
	t.true(await request);
});

test("guard: holds the lock to the end of the block, and releases once", async (t) => {
	const lock = new Lock();
	const waited: boolean[] = [];
	async function work(): Promise<void> {
		using guard = await lock.guard();
		waited.push(lock.locked(), guard.released());
		await sleep(1);
	}
	await Promise.all([work(), work()]);
	t.deepEqual(waited, [true, false, true, false]);
	t.false(lock.locked());
	const guard = await lock.guard();
	guard[Symbol.dispose]();
	guard[Symbol.dispose]();
	t.true(guard.released());
	t.false(lock.locked());
});

test("a lock whose waiter's loop was closed serves those of other loops", async (t) => {
	const lock = new Lock();
	await lock.acquire();
	const loop = new VirtualEventLoop();
	loop.runUntilCompleteSync(function* () {
		new Task(function* (): Coroutine<void> {
			yield* lock.acquire();
			lock.release();
		});
		yield* sleep(0);
	});
	t.is(lock.statistics().tasksWaiting, 1);
	const mine = lock.acquire();
	loop.close();
	lock.release();
	t.true(await mine);
});
