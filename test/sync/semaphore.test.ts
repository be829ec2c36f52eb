/** Semaphore, BoundedSemaphore and Event, as async functions and bare futures see them. */
import test from "ava";
import { CancelledError, ValueError } from "../../src/errors.js";
import { sleep } from "../../src/futures/index.js";
import "../../src/loop/index.js";
import { BoundedSemaphore, Event, Semaphore } from "../../src/sync/index.js";

test("Semaphore: lets so many in at a time", async (t) => {
	const places = new Semaphore(3);
	let inside = 0;
	const seen: number[] = [];
	async function work(): Promise<void> {
		using _ = await places.guard();
		inside += 1;
		seen.push(inside);
		await sleep(1);
		inside -= 1;
	}
	await Promise.all(Array.from({ length: 10 }, work));
	t.is(Math.max(...seen), 3);
	t.deepEqual(places.statistics(), { value: 3, tasksWaiting: 0 });
	t.true(Object.isFrozen(places.statistics()));
});

test("Semaphore: a place that was handed to one who is then cancelled goes to the next", async (t) => {
	const places = new Semaphore(0);
	const [first, second, third] = [places.acquire(), places.acquire(), places.acquire()];
	places.release();
	t.true(first.cancel());
	t.true(first.cancelled());
	t.true(await second);
	t.true(third.cancel());
	places.release();
	t.deepEqual(places.statistics(), { value: 1, tasksWaiting: 0 });
});

test("Semaphore: refuses what is no number of places", (t) => {
	for (const value of [-1, 1.5, Number.NaN, Number.NEGATIVE_INFINITY]) {
		t.throws(() => new Semaphore(value), { instanceOf: ValueError });
		t.throws(() => new BoundedSemaphore(value), { instanceOf: ValueError });
	}
	for (const value of ["1", null, 1n] as unknown as number[]) {
		t.throws(() => new Semaphore(value), { instanceOf: TypeError });
	}
	t.is(new Semaphore().statistics().value, 1);
	t.false(new Semaphore(Number.POSITIVE_INFINITY).locked());
});

test("BoundedSemaphore: refuses a release too many, and nothing changes", async (t) => {
	const places = new BoundedSemaphore(2);
	await places.acquire();
	places.release();
	t.throws(() => places.release(), {
		instanceOf: ValueError,
		message: "Cannot release the semaphore: all 2 places are free",
	});
	t.is(places.statistics().value, 2);
});

test("Event: wakes all who wait, and lets pass while it is set", async (t) => {
	const event = new Event();
	const waits = [event.wait(), event.wait()];
	t.deepEqual(event.statistics(), { isSet: false, tasksWaiting: 2 });
	event.set();
	event.clear();
	t.deepEqual(await Promise.all(waits), [true, true]);
	event.set();
	t.true(event.wait().done());
	t.true(await event.wait());
	t.deepEqual(event.statistics(), { isSet: true, tasksWaiting: 0 });
});

test("Event: a cancelled wait leaves nothing behind", async (t) => {
	const event = new Event();
	const wait = event.wait();
	t.true(wait.cancel());
	t.is(event.statistics().tasksWaiting, 0);
	await t.throwsAsync(async () => await wait, { instanceOf: CancelledError });
	const other = event.wait();
	event.set();
	t.false(other.cancel());
	t.true(await other);
});
