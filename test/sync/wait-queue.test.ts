/** The wait queue under many waiters: what it does is counted, not timed. */
import test from "ava";
import type { Future } from "../../src/futures/index.js";
import { Event, Lock, Queue, Semaphore } from "../../src/sync/index.js";
import { Waiter, WaitQueue } from "../../src/sync/wait-queue.js";
import { newLoop } from "../helpers/new-loop.js";
import { VirtualEngine } from "../helpers/virtual-engine.js";

const many = 100_000;

/** The same order every time, and none that a list would like. */
function shuffled<T>(items: readonly T[]): T[] {
	const all = [...items];
	let seed = 42;
	for (let i = all.length - 1; i > 0; i -= 1) {
		seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
		const j = seed % (i + 1);
		[all[i], all[j]] = [all[j] as T, all[i] as T];
	}
	return all;
}

/** Counts how often the queue looks at a waiter, which is the only thing it does in a loop. */
function countLooks(work: () => void): number {
	const { done } = Waiter.prototype;
	let looks = 0;
	Waiter.prototype.done = function () {
		looks += 1;
		return done.call(this);
	};
	try {
		work();
	} finally {
		Waiter.prototype.done = done;
	}
	return looks;
}

test.serial(
	"WaitQueue: 100,000 waiters, cancelled, woken and let go in any order, cost a few looks each",
	(t) => {
		const engine = new VirtualEngine();
		const queue = new WaitQueue<number>(7);
		const waiters = Array.from({ length: many }, () => queue.join(engine));
		const order = shuffled(waiters);
		const looks = countLooks(() => {
			for (const waiter of order.slice(0, many / 2)) waiter.cancel();
			t.is(queue.live, many / 2);
			for (let i = 0; i < many / 4; i += 1) queue.wakeNext();
			t.is(queue.waiting, many / 4);
			for (const waiter of order) waiter.leave();
		});
		t.is(queue.length, 0);
		t.is(queue.live, 0);
		t.is(queue.waiting, 0);
		t.true(looks <= 6 * many, `${looks} looks`);
		t.false(queue.wakeNext());
	},
);

test("WaitQueue: wakes in order, past those who were cancelled or have left", (t) => {
	const engine = new VirtualEngine();
	const queue = new WaitQueue<string>("go");
	const [a, b, c, d] = [1, 2, 3, 4].map(() => queue.join(engine)) as [
		Waiter<string>,
		Waiter<string>,
		Waiter<string>,
		Waiter<string>,
	];
	a.cancel();
	b.leave();
	t.true(queue.wakeNext());
	t.true(c.woken());
	t.is(c.result(), "go");
	t.false(d.done());
	t.is(queue.length, 3);
	t.is(queue.waiting, 1);
});

test("WaitQueue: who waits again stands where it stood", (t) => {
	const engine = new VirtualEngine();
	const queue = new WaitQueue<void>(undefined);
	const [a, b] = [queue.join(engine), queue.join(engine)];
	const c = queue.join(engine);
	queue.wakeNext();
	queue.wakeNext();
	// In the wrong order, too.
	const b2 = queue.rejoin(b, engine);
	const a2 = queue.rejoin(a, engine);
	t.is(queue.length, 3);
	const woken = [];
	while (queue.wakeNext()) woken.push([a2, b2, c].findIndex((each) => each.woken()));
	t.deepEqual(woken, [0, 0, 0]);
	t.true(b2.woken() && c.woken());
	t.is(queue.waiting, 0);
});

test("WaitQueue: a visitor leaves by itself, woken or cancelled", (t) => {
	const engine = new VirtualEngine();
	const queue = new WaitQueue<void>(undefined);
	const [a, b] = [queue.visit(engine), queue.visit(engine)];
	a.cancel();
	t.is(queue.length, 1);
	queue.wakeAll();
	t.is(queue.length, 0);
	t.is(queue.live, 0);
	t.true(b.woken());
});

interface Crowd {
	readonly name: string;
	readonly ask: () => Future<unknown>;
	readonly waiting: () => number;
}

async function crowds(): Promise<Crowd[]> {
	const lock = new Lock();
	await lock.acquire();
	const places = new Semaphore(0);
	const event = new Event();
	const queue = new Queue<number>(1);
	const full = new Queue<number>(1);
	full.putNowait(1);
	return [
		{ name: "Lock", ask: () => lock.acquire(), waiting: () => lock.statistics().tasksWaiting },
		{ name: "Semaphore", ask: () => places.acquire(), waiting: () => places.statistics().tasksWaiting },
		{ name: "Event", ask: () => event.wait(), waiting: () => event.statistics().tasksWaiting },
		{ name: "Queue.get", ask: () => queue.get(), waiting: () => queue.statistics().tasksWaitingGet },
		{ name: "Queue.put", ask: () => full.put(1), waiting: () => full.statistics().tasksWaitingPut },
		{ name: "Queue.join", ask: () => full.join(), waiting: () => full.statistics().tasksWaitingJoin },
	];
}

test.serial(
	"100,000 requests to each primitive, cancelled in any order: nobody is left, and few looks were needed",
	async (t) => {
		newLoop(t);
		for (const { name, ask, waiting } of await crowds()) {
			const requests = Array.from({ length: many }, ask);
			t.is(waiting(), many, name);
			const looks = countLooks(() => {
				for (const request of shuffled(requests)) request.cancel();
			});
			t.is(waiting(), 0, name);
			t.true(looks <= 6 * many, `${name}: ${looks} looks`);
			await t.throwsAsync(async () => await requests[0], { name: "CancelledError" });
			t.true(
				requests.every((request) => request.cancelled()),
				name,
			);
		}
	},
);
