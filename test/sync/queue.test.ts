/** Queues, as async functions and bare futures see them. */
import test from "ava";
import { CancelledError, QueueEmpty, QueueFull, QueueShutDown, ValueError } from "../../src/errors.js";
import { sleep, Task } from "../../src/futures/index.js";
import "../../src/loop/index.js";
import { type ItemStore, LifoQueue, PriorityQueue, Queue } from "../../src/sync/index.js";

function drain<T>(queue: Queue<T>): T[] {
	const items: T[] = [];
	while (!queue.empty()) items.push(queue.getNowait());
	return items;
}

test("Queue: put and get need no turn where nobody must wait", async (t) => {
	const queue = new Queue<number>(1);
	const put = queue.put(1);
	t.true(put.done());
	t.is(await put, undefined);
	const get = queue.get();
	t.true(get.done());
	t.is(await get, 1);
	t.true(queue.empty());
});

test("Queue: who asked first gets the first item, at the call or later", async (t) => {
	const queue = new Queue<number>();
	const first = queue.get();
	queue.putNowait(1);
	queue.putNowait(2);
	const second = queue.get();
	t.deepEqual(await Promise.all([second, first]), [2, 1]);
});

test("Queue: who wanted to put first has put first", async (t) => {
	const queue = new Queue<string>(1);
	queue.putNowait("x");
	const first = queue.put("first");
	t.is(queue.getNowait(), "x");
	const second = queue.put("second");
	await first;
	t.is(await queue.get(), "first");
	await second;
	t.is(await queue.get(), "second");
});

test("Queue: one whose item was taken by getNowait is the next again", async (t) => {
	const queue = new Queue<number>();
	const [first, second] = [queue.get(), queue.get()];
	queue.putNowait(1);
	t.is(queue.getNowait(), 1);
	await sleep(0);
	await sleep(0);
	queue.putNowait(2);
	queue.putNowait(3);
	t.deepEqual(await Promise.all([first, second]), [2, 3]);
});

test("Queue: a cancelled get loses no item, a cancelled put puts none", async (t) => {
	const queue = new Queue<number>(1);
	const get = queue.get();
	queue.putNowait(1);
	t.true(get.cancel());
	await t.throwsAsync(async () => await get, { instanceOf: CancelledError });
	const put = queue.put(2);
	t.true(put.cancel());
	t.is(await queue.get(), 1);
	t.true(queue.empty());
	t.is(queue.statistics().unfinishedTasks, 1);
});

test("Queue: an async task that is cancelled while it gets leaves nothing behind", async (t) => {
	const queue = new Queue<number>();
	const task = new Task(async () => await queue.get());
	await sleep(0);
	t.is(queue.statistics().tasksWaitingGet, 1);
	task.cancel();
	t.is(queue.statistics().tasksWaitingGet, 0);
	queue.putNowait(1);
	await t.throwsAsync(async () => await task, { instanceOf: CancelledError });
	t.is(queue.getNowait(), 1);
});

test("Queue: the errors say what is wrong", async (t) => {
	const queue = new Queue<number>(1);
	t.throws(() => queue.getNowait(), { instanceOf: QueueEmpty, name: "QueueEmpty" });
	queue.putNowait(1);
	t.throws(() => queue.putNowait(2), { instanceOf: QueueFull, message: /full with 1/ });
	queue.taskDone();
	t.throws(() => queue.taskDone(), { instanceOf: ValueError });
	queue.shutdown();
	t.throws(() => queue.putNowait(2), { instanceOf: QueueShutDown });
	await t.throwsAsync(async () => await queue.put(2), { instanceOf: QueueShutDown });
	t.is(await queue.get(), 1);
	t.throws(() => queue.getNowait(), { instanceOf: QueueShutDown });
	await t.throwsAsync(async () => await queue.get(), { instanceOf: QueueShutDown });
	for (const size of [1.5, Number.NaN]) t.throws(() => new Queue(size), { instanceOf: ValueError });
	t.throws(() => new Queue("1" as unknown as number), { instanceOf: TypeError });
});

test("Queue: join waits for the work on all items", async (t) => {
	const queue = new Queue<number>();
	for (const n of [1, 2, 3]) queue.putNowait(n);
	let done = 0;
	const worker = new Task(async () => {
		for await (const _ of queue) {
			await sleep(1);
			done += 1;
			queue.taskDone();
		}
	});
	await queue.join();
	t.is(done, 3);
	queue.shutdown();
	await worker;
});

test("Queue: for await gives every item until the end, and stops where it is left", async (t) => {
	const queue = new Queue<number>(2);
	const producer = new Task(async () => {
		for (let i = 0; i < 5; i += 1) await queue.put(i);
		queue.shutdown();
	});
	const items: number[] = [];
	for await (const item of queue) {
		items.push(item);
		if (item === 1) break;
	}
	for await (const item of queue) items.push(item);
	t.deepEqual(items, [0, 1, 2, 3, 4]);
	await producer;
});

test("Queue: for await in a task that is cancelled runs its finally blocks and leaves the queue", async (t) => {
	const queue = new Queue<number>();
	let cleanedUp = false;
	const task = new Task(async () => {
		try {
			for await (const item of queue) t.log(item);
		} finally {
			cleanedUp = true;
		}
	});
	await sleep(1);
	task.cancel();
	await t.throwsAsync(async () => await task, { instanceOf: CancelledError });
	t.true(cleanedUp);
	t.is(queue.statistics().tasksWaitingGet, 0);
});

test("Queue: who comes after the end, behind one that was woken, takes nothing from it", async (t) => {
	const queue = new Queue<number>();
	const first = queue.get();
	queue.putNowait(1);
	queue.shutdown();
	const second = queue.get();
	t.is(await first, 1);
	await t.throwsAsync(async () => await second, { instanceOf: QueueShutDown });
});

test("Queue: shutdown wakes all who wait, and throws away only if told to", async (t) => {
	const queue = new Queue<number>(1);
	queue.putNowait(1);
	const put = queue.put(2);
	const join = queue.join();
	queue.shutdown({ immediate: true });
	await t.throwsAsync(async () => await put, { instanceOf: QueueShutDown });
	await join;
	t.deepEqual(queue.statistics(), {
		qsize: 0,
		maxsize: 1,
		unfinishedTasks: 0,
		tasksWaitingGet: 0,
		tasksWaitingPut: 0,
		tasksWaitingJoin: 0,
		isShutdown: true,
	});
	t.true(Object.isFrozen(queue.statistics()));
});

test("Queue: undefined is an item as any other", async (t) => {
	const queue = new Queue<undefined>();
	queue.putNowait(undefined);
	t.is(queue.qsize(), 1);
	t.is(await queue.get(), undefined);
	t.true(queue.empty());
});

test("Queue: a store of one's own decides the order", async (t) => {
	class Distinct implements ItemStore<string> {
		readonly #items = new Set<string>();
		get length(): number {
			return this.#items.size;
		}
		push(item: string): void {
			this.#items.add(item);
		}
		shift(): string | undefined {
			const [item] = this.#items;
			if (item !== undefined) this.#items.delete(item);
			return item;
		}
	}
	const queue = new Queue<string>(0, new Distinct());
	for (const word of ["a", "b", "a"]) queue.putNowait(word);
	t.deepEqual(drain(queue), ["a", "b"]);
});

test("LifoQueue: the last comes first", (t) => {
	const queue = new LifoQueue<number>();
	for (const n of [1, 2, 3]) queue.putNowait(n);
	t.true(queue instanceof Queue);
	t.deepEqual(drain(queue), [3, 2, 1]);
});

test("PriorityQueue: numbers, bigints, strings, dates and arrays have Python's order", (t) => {
	const cases: unknown[][] = [
		[-1, 0, 0.5, 1n, 2, Number.POSITIVE_INFINITY],
		["", "a", "ab", "b"],
		[new Date(0), new Date(1), new Date(2)],
		[[1], [1, "a"], [1, "b"], [1, "b", false], [2, "a"]],
		[false, 1, 2],
	];
	for (const sorted of cases) {
		const queue = new PriorityQueue<unknown>();
		for (const item of sorted.toReversed()) queue.putNowait(item);
		t.deepEqual(drain(queue), sorted);
	}
});

test("PriorityQueue: of equal ones the first comes first, by whatever order", (t) => {
	const queue = new PriorityQueue<{ rank: number; name: string }>(0, { compare: (a, b) => b.rank - a.rank });
	for (const [rank, name] of [
		[1, "a"],
		[2, "b"],
		[1, "c"],
		[2, "d"],
		[1, "e"],
		[2, "f"],
	] as const) {
		queue.putNowait({ rank, name });
	}
	t.is(
		drain(queue)
			.map((item) => item.name)
			.join(""),
		"bdface",
	);
});

test("PriorityQueue: an item without order is refused and changes nothing", async (t) => {
	const queue = new PriorityQueue<unknown>();
	queue.putNowait([1, "a"]);
	queue.putNowait([1, "b"]);
	const expectation = { instanceOf: TypeError, message: /^Cannot compare .*pass \{ compare \}$/ };
	t.throws(() => queue.putNowait([1, 2]), expectation);
	t.throws(() => queue.putNowait({}), expectation);
	t.throws(() => queue.putNowait(undefined), expectation);
	await t.throwsAsync(async () => await queue.put("a"), expectation);
	t.is(queue.statistics().unfinishedTasks, 2);
	t.deepEqual(drain(queue), [
		[1, "a"],
		[1, "b"],
	]);
	t.throws(() => new PriorityQueue(0, { compare: 1 as unknown as () => number }), { instanceOf: TypeError });
});

test("PriorityQueue: a comparison that throws while an item is taken loses none", (t) => {
	let broken = false;
	const queue = new PriorityQueue<number>(0, {
		compare: (a, b) => {
			if (broken) throw new Error("no order");
			return a - b;
		},
	});
	for (const n of [4, 2, 3, 1]) queue.putNowait(n);
	broken = true;
	t.throws(() => queue.getNowait(), { message: "no order" });
	broken = false;
	t.is(queue.qsize(), 4);
	t.deepEqual(drain(queue).toSorted(), [1, 2, 3, 4]);
});
