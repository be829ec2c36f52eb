/** What console.log shows of locks and queues: Python's repr(), without the address. */
import { inspect } from "node:util";
import test from "ava";
import {
	Barrier,
	BoundedSemaphore,
	Condition,
	Event,
	Lock,
	PriorityQueue,
	Queue,
	Semaphore,
} from "../../src/sync/index.js";
import { VirtualEventLoop } from "../../src/testing/index.js";

/** Shows what `make` gives, from within a task, since operations take the loop of whoever calls them. */
async function shown(make: () => unknown): Promise<string> {
	using loop = new VirtualEventLoop();
	return await loop.runUntilComplete(async () => inspect(make()));
}

test("Lock, Condition: shown with who holds them and how many wait", async (t) => {
	t.is(inspect(new Lock()), "<Lock [unlocked]>");
	t.is(inspect(new Condition()), "<Condition [unlocked]>");
	const lock = await shown(() => {
		const made = new Lock();
		for (let i = 0; i < 3; i += 1) void made.acquire();
		return made;
	});
	t.is(lock, "<Lock [locked, waiters:2]>");
});

test("Event: shown set or unset", (t) => {
	const event = new Event();
	t.is(inspect(event), "<Event [unset]>");
	event.set();
	t.is(inspect(event), "<Event [set]>");
});

test("Semaphore, BoundedSemaphore: shown with the free places, under their own name", async (t) => {
	t.is(inspect(new Semaphore(2)), "<Semaphore [unlocked, value:2]>");
	const bounded = await shown(() => {
		const made = new BoundedSemaphore(1);
		void made.acquire();
		void made.acquire();
		return made;
	});
	t.is(bounded, "<BoundedSemaphore [locked, waiters:1]>");
});

test("Barrier: shown with how many have come", async (t) => {
	const barrier = new Barrier(3);
	const waiting = await shown(() => {
		void barrier.wait().catch(() => {});
		return barrier;
	});
	t.is(waiting, "<Barrier [filling, waiters:1/3]>");
});

test("Queue: shown with its counts, and none of its items", async (t) => {
	t.is(inspect(new PriorityQueue()), "<PriorityQueue maxsize=0 qsize=0>");
	const full = await shown(() => {
		const made = new Queue<string>(1);
		made.putNowait("secret");
		void made.put("more");
		return made;
	});
	t.is(full, "<Queue maxsize=1 qsize=1 putters:1 tasks=1>");
	const waiting = await shown(() => {
		const made = new Queue<string>();
		void made.get();
		return made;
	});
	t.is(waiting, "<Queue maxsize=0 qsize=0 getters:1>");
	const over = new Queue<string>();
	over.shutdown();
	t.is(inspect(over), "<Queue maxsize=0 qsize=0 shutdown>");
});
