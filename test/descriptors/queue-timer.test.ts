/** The timer over a kqueue, where that does not do what it was asked: a queue of the test's own, which tells what it is told to. */
import test from "ava";
import type { EventQueue } from "../../src/descriptors/kqueue/index.js";
import { QueueTimer } from "../../src/descriptors/timers/queue-timer.js";
import { readClock } from "../../src/descriptors/timers/read-clock.js";
import { kqueueTables } from "../../src/ffi/index.js";
import { CLOCK_MONOTONIC } from "../../src/index.js";

/** A queue that notes for how many nanoseconds its timer is set, and expires when `expired` says so. */
class Queue {
	readonly fd = 0;
	readonly constants = kqueueTables.freebsd.constants;
	readonly set: number[] = [];
	expired = false;

	change(_ident: number, _filter: number, _flags: number, _fflags: number, data: number): void {
		this.set.push(data);
		this.expired = false;
	}

	forget(): void {
		this.expired = false;
	}

	take(): unknown[] {
		const events = this.expired ? [{}] : [];
		this.expired = false;
		return events;
	}
}

function timer(): [QueueTimer, Queue] {
	const queue = new Queue();
	return [new QueueTimer(queue as unknown as EventQueue, CLOCK_MONOTONIC), queue];
}

const plan = { initial: 0, interval: 0, absolute: false, cancelOnSet: false };

test("QueueTimer: a kernel that is early is asked again for the rest, and nothing is told", (t) => {
	const [one, queue] = timer();
	one.set({ ...plan, initial: 60_000 });
	t.deepEqual(queue.set, [60_000e6]);
	queue.expired = true;
	t.is(one.take(), undefined);
	t.is(queue.set.length, 2);
	t.true((queue.set[1] ?? 0) > 59_000e6 && (queue.set[1] ?? 0) <= 60_000e6);
	t.true(one.get()[0] > 59_000);
});

test("QueueTimer: a time longer than a kernel takes is waited for in parts", (t) => {
	const [one, queue] = timer();
	one.set({ ...plan, initial: Number.MAX_SAFE_INTEGER });
	t.deepEqual(queue.set, [1e15]);
	queue.expired = true;
	t.is(one.take(), undefined);
	t.deepEqual(queue.set, [1e15, 1e15]);
});

test("QueueTimer: ticks that nobody read are counted by the clock, and the next keeps to the first one's time", (t) => {
	const [one, queue] = timer();
	const first = readClock(CLOCK_MONOTONIC) - 10.5;
	one.set({ ...plan, initial: first, interval: 1000, absolute: true });
	t.deepEqual(queue.set, [1], "long ago is at once");
	queue.expired = true;
	t.is(one.take(), 1);
	const [next, interval] = one.get();
	t.is(interval, 1000);
	const moment = readClock(CLOCK_MONOTONIC) + next;
	t.true(Math.abs(moment - (first + 1000)) < 500, `${moment - first}`);
	one.set({ ...plan, initial: first - 3000, interval: 1000, absolute: true });
	queue.expired = true;
	t.is(one.take(), 4);
	t.is(one.take(), undefined, "the queue tells nothing");
});
