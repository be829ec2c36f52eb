/** Every wait takes a signal: what an aborted one leaves behind is what a cancelled one leaves, which is nothing. */
import { getEventListeners } from "node:events";
import test from "ava";
import { BrokenBarrierError, CancelledError, RuntimeError } from "../../src/errors.js";
import { type Coroutine, type Future, type OperationOptions, sleep, Task } from "../../src/futures/index.js";
import {
	Barrier,
	BoundedSemaphore,
	Condition,
	Event,
	LifoQueue,
	Lock,
	PriorityQueue,
	Queue,
	Semaphore,
} from "../../src/sync/index.js";
import { play, rest, type Way, ways } from "./helpers/requests.js";

/** Something to wait for. */
interface Place {
	/** Waits for it. */
	readonly wait: (options?: OperationOptions) => Future<unknown>;
	/** What must not change. */
	readonly state: () => unknown;
	/** Has one wait go on. */
	readonly open: () => void;
}

/** A wait that must wait, made anew. */
type Scene = () => Place;

function lockScene(wait: (lock: Lock, options?: OperationOptions) => Future<unknown>): Scene {
	return () => {
		const lock = new Lock();
		lock.acquire();
		return {
			wait: (options) => wait(lock, options),
			state: () => lock.statistics(),
			open: () => lock.release(),
		};
	};
}

function semaphoreScene(
	places: Semaphore,
	wait: (places: Semaphore, options?: OperationOptions) => Future<unknown>,
): Scene {
	return () => {
		while (!places.locked()) places.acquire();
		return {
			wait: (options) => wait(places, options),
			state: () => places.statistics(),
			open: () => places.release(),
		};
	};
}

function conditionScene(wait: (condition: Condition, options?: OperationOptions) => Future<unknown>): Scene {
	return () => {
		const condition = new Condition();
		condition.acquire();
		return {
			wait: (options) => wait(condition, options),
			state: () => condition.statistics(),
			open: () => {
				if (!condition.locked()) condition.acquire();
				condition.notify();
				condition.release();
			},
		};
	};
}

function getScene(make: () => Queue<number>): Scene {
	return () => {
		const queue = make();
		return {
			wait: (options) => queue.get(options),
			state: () => queue.statistics(),
			open: () => queue.putNowait(7),
		};
	};
}

function putScene(make: () => Queue<number>): Scene {
	return () => {
		const queue = make();
		queue.putNowait(1);
		return {
			wait: (options) => queue.put(2, options),
			state: () => queue.statistics(),
			open: () => queue.getNowait(),
		};
	};
}

function barrierScene(wait: (barrier: Barrier, options?: OperationOptions) => Future<unknown>): Scene {
	return () => {
		const barrier = new Barrier(2);
		return {
			wait: (options) => wait(barrier, options),
			state: () => barrier.statistics(),
			open: () => barrier.wait(),
		};
	};
}

const scenes: Readonly<Record<string, Scene>> = {
	"Lock.acquire": lockScene((lock, options) => lock.acquire(options)),
	"Lock.guard": lockScene((lock, options) => lock.guard(options)),
	"Semaphore.acquire": semaphoreScene(new Semaphore(2), (places, options) => places.acquire(options)),
	"Semaphore.guard": semaphoreScene(new Semaphore(2), (places, options) => places.guard(options)),
	"BoundedSemaphore.acquire": semaphoreScene(new BoundedSemaphore(1), (places, options) =>
		places.acquire(options),
	),
	"Event.wait": () => {
		const event = new Event();
		return {
			wait: (options) => event.wait(options),
			state: () => event.statistics(),
			open: () => event.set(),
		};
	},
	"Condition.acquire": conditionScene((condition, options) => condition.acquire(options)),
	"Condition.guard": conditionScene((condition, options) => condition.guard(options)),
	"Queue.get": getScene(() => new Queue()),
	"LifoQueue.get": getScene(() => new LifoQueue()),
	"PriorityQueue.get": getScene(() => new PriorityQueue()),
	"Queue.put": putScene(() => new Queue(1)),
	"LifoQueue.put": putScene(() => new LifoQueue(1)),
	"PriorityQueue.put": putScene(() => new PriorityQueue(1)),
	"Queue.join": () => {
		const queue = new Queue<number>();
		queue.putNowait(1);
		return {
			wait: (options) => queue.join(options),
			state: () => queue.statistics(),
			open: () => queue.taskDone(),
		};
	},
	"Barrier.wait": barrierScene((barrier, options) => barrier.wait(options)),
	"Barrier.guard": barrierScene((barrier, options) => barrier.guard(options)),
};

/** Those that wait with the lock in hand, and have it again however that ends. */
const conditionScenes: Readonly<Record<string, Scene>> = {
	"Condition.wait": conditionScene((condition, options) => condition.wait(options)),
	"Condition.waitFor": () => {
		let open = false;
		return conditionScene((condition, options) => {
			const wait = condition.waitFor(() => open, options);
			open = true;
			return wait;
		})();
	},
};

const reason = new Error("no longer");

for (const [name, scene] of Object.entries({ ...scenes, ...conditionScenes })) {
	test(`${name}: with a signal that is aborted already it fails with the reason, and changes nothing`, (t) => {
		play(function* () {
			const { wait, state } = scene();
			const before = state();
			const waiting = wait({ signal: AbortSignal.abort(reason) });
			t.is(waiting.exception(), reason);
			yield* rest();
			t.deepEqual(state(), before);
		});
	});

	test(`${name}: refuses what is no signal, and changes nothing`, (t) => {
		play(function* () {
			const { wait, state } = scene();
			const before = state();
			for (const signal of [null, 5, "stop", {}, new AbortController()] as unknown as AbortSignal[]) {
				t.throws(() => wait({ signal }), { instanceOf: TypeError, message: /is no AbortSignal/ });
			}
			yield* rest();
			t.deepEqual(state(), before);
		});
	});

	test(`${name}: a signal that is aborted when it is done changes nothing, and has no listener`, (t) => {
		play(function* () {
			const { wait, open } = scene();
			const controller = new AbortController();
			const waiting = wait({ signal: controller.signal });
			t.false(waiting.done());
			t.is(getEventListeners(controller.signal, "abort").length, 1);
			open();
			yield* rest();
			t.true(waiting.done());
			t.is(getEventListeners(controller.signal, "abort").length, 0);
			controller.abort(reason);
			t.is(waiting.exception(), undefined);
		});
	});
}

for (const [name, scene] of Object.entries(scenes)) {
	test(`${name}: a signal that is aborted while it waits takes it back at once, and the next one goes on`, (t) => {
		play(function* () {
			const { wait, state, open } = scene();
			const before = state();
			const controller = new AbortController();
			const waiting = wait({ signal: controller.signal });
			controller.abort(reason);
			t.is(waiting.exception(), reason);
			t.false(waiting.cancelled());
			t.deepEqual(state(), before);
			yield* rest();
			t.is(getEventListeners(controller.signal, "abort").length, 0);
			const next = wait({ signal: new AbortController().signal });
			open();
			yield* rest();
			next.result();
		});
	});

	test(`${name}: a generator task sees the reason where it waits`, (t) => {
		play(function* () {
			const { wait, state } = scene();
			const before = state();
			const controller = new AbortController();
			const task = new Task(() => catching(() => wait({ signal: controller.signal })));
			yield* rest();
			t.notDeepEqual(state(), before);
			controller.abort(reason);
			yield* rest();
			t.is(task.result(), reason);
			t.deepEqual(state(), before);
		});
	});
}

/** Waits, and gives what it fails with. */
function* catching(begin: () => Future<unknown>): Coroutine<unknown> {
	try {
		yield* begin();
		return undefined;
	} catch (error) {
		return error;
	}
}

for (const make of [() => new Lock(), () => new Semaphore(1)]) {
	const { name } = make().constructor;
	test(`${name}.acquire: one that is aborted when its turn has come passes it on`, (t) => {
		for (const way of ways) {
			play(function* () {
				const lock = make();
				yield* lock.acquire();
				const controller = new AbortController();
				const begin = () => lock.acquire({ signal: controller.signal });
				const first = way === "future" ? begin() : new Task(() => catching(begin), { eagerStart: true });
				const second = lock.acquire();
				lock.release();
				controller.abort(reason);
				yield* rest();
				t.is(way === "future" ? first.exception() : first.result(), reason);
				t.true(second.done());
				t.true(lock.locked());
			});
		}
	});
}

test("Queue: one that is aborted when its turn has come loses no item and no room", (t) => {
	for (const way of ways) {
		play(function* () {
			const queue = new Queue<number>(1);
			const run = (begin: () => Future<unknown>) =>
				way === "future" ? begin() : new Task(() => catching(begin), { eagerStart: true });
			const getting = new AbortController();
			const [get, nextGet] = [run(() => queue.get({ signal: getting.signal })), queue.get()];
			queue.putNowait(1);
			getting.abort(reason);
			yield* rest();
			t.is(way === "future" ? get.exception() : get.result(), reason);
			t.is(nextGet.result(), 1);
			queue.putNowait(2);
			const putting = new AbortController();
			const [put, nextPut] = [run(() => queue.put(3, { signal: putting.signal })), queue.put(4)];
			t.is(queue.getNowait(), 2);
			putting.abort(reason);
			yield* rest();
			t.is(way === "future" ? put.exception() : put.result(), reason);
			t.true(nextPut.done());
			t.is(queue.getNowait(), 4);
			t.is(queue.statistics().unfinishedTasks, 3);
		});
	}
});

for (const [name, scene] of Object.entries(conditionScenes)) {
	test(`${name}: an aborted one ends when it has the lock again`, (t) => {
		for (const way of ways) {
			play(function* () {
				const { wait, state, open } = scene();
				const controller = new AbortController();
				const begin = () => wait({ signal: controller.signal });
				const waiting = way === "future" ? begin() : new Task(() => catching(begin), { eagerStart: true });
				controller.abort(reason);
				yield* rest();
				t.is(way === "future" ? waiting.exception() : waiting.result(), reason);
				t.deepEqual(state(), { tasksWaiting: 0, lock: { locked: true, tasksWaiting: 0 } });
				t.is(getEventListeners(controller.signal, "abort").length, 0);
				open();
			});
		}
	});
}

/** A wait that was notified and stands at the lock, which we hold, and another one that was not. */
function* notified(way: Way): Coroutine<{
	condition: Condition;
	waiting: Future<unknown>;
	other: Future<true>;
	controller: AbortController;
}> {
	const condition = new Condition();
	const controller = new AbortController();
	yield* condition.acquire();
	const begin = () => condition.wait({ signal: controller.signal });
	function* steps(): Coroutine<void> {
		yield* begin();
	}
	const waiting = way === "future" ? begin() : new Task(steps(), { eagerStart: true });
	yield* condition.acquire();
	const other = condition.wait();
	yield* condition.acquire();
	condition.notify();
	yield* rest();
	return { condition, waiting, other, controller };
}

test("Condition.wait: aborted while it takes the lock again it has it when it fails, and another one is woken instead", (t) => {
	for (const way of ways) {
		play(function* () {
			const { condition, waiting, other, controller } = yield* notified(way);
			controller.abort(reason);
			yield* rest();
			t.false(waiting.done());
			condition.release();
			yield* rest();
			t.is(waiting.exception(), reason);
			t.true(condition.locked());
			t.false(other.done());
			condition.release();
			yield* rest();
			t.true(other.done());
			condition.release();
			t.false(condition.locked());
		});
	}
});

test("Condition.wait: a cancellation while it takes the lock again stands, whether the signal is aborted before or after", (t) => {
	for (const way of ways) {
		for (const first of ["abort", "cancel"]) {
			for (const between of [false, true]) {
				play(function* () {
					const { condition, waiting, controller } = yield* notified(way);
					if (first === "abort") controller.abort(reason);
					else waiting.cancel();
					if (between) yield* rest();
					if (first === "abort") waiting.cancel();
					else controller.abort(reason);
					yield* rest();
					t.false(waiting.done());
					condition.release();
					yield* rest();
					t.true(waiting.cancelled(), `${way} ${first} ${between}`);
					t.throws(() => waiting.result(), { instanceOf: CancelledError });
					condition.release();
				});
			}
		}
	}
});

test("Condition: without the lock wait is refused, also with a signal that is aborted already", (t) => {
	play(function* () {
		const condition = new Condition();
		const signal = AbortSignal.abort(reason);
		t.throws(() => condition.wait({ signal }), { instanceOf: RuntimeError });
		yield* sleep(0);
	});
});

test("Condition.waitFor: with a signal that is aborted already the predicate is not asked", (t) => {
	play(function* () {
		const condition = new Condition();
		yield* condition.acquire();
		const waiting = condition.waitFor(() => t.fail(), { signal: AbortSignal.abort(reason) });
		t.is(waiting.exception(), reason);
		t.true(condition.locked());
	});
});

test("Barrier: one that is aborted leaves it, and it goes on waiting for the number it needs", (t) => {
	play(function* () {
		const barrier = new Barrier(3);
		const controller = new AbortController();
		const [left, first] = [barrier.wait({ signal: controller.signal }), barrier.wait()];
		yield* rest();
		t.is(barrier.nWaiting, 2);
		controller.abort(reason);
		yield* rest();
		t.is(left.exception(), reason);
		t.is(barrier.nWaiting, 1);
		const all = [first, barrier.wait()];
		yield* rest();
		t.false(first.done());
		all.push(barrier.wait());
		yield* rest();
		t.true(all.every((each) => each.done() && each.exception() === undefined));
		t.deepEqual(barrier.statistics(), { state: "filling", parties: 3, tasksWaiting: 0 });
	});
});

test("Barrier: one that is aborted as it is let go, or before it is let in, holds nobody up", (t) => {
	play(function* () {
		const barrier = new Barrier(2);
		const controllers = [new AbortController(), new AbortController()];
		const first = barrier.wait({ signal: controllers[0]?.signal });
		const last = barrier.wait();
		t.is(barrier.statistics().state, "draining");
		const early = barrier.wait({ signal: controllers[1]?.signal });
		for (const controller of controllers) controller.abort(reason);
		yield* rest();
		t.is(last.result(), 1);
		t.is(first.exception(), reason);
		t.is(early.exception(), reason);
		t.deepEqual(barrier.statistics(), { state: "filling", parties: 2, tasksWaiting: 0 });
		const again = [barrier.wait(), barrier.wait()];
		yield* rest();
		t.deepEqual(
			again.map((each) => each.result()),
			[0, 1],
		);
	});
});

test("Barrier: reset and abort take a signal", (t) => {
	play(function* () {
		const barrier = new Barrier(2);
		const waiting = barrier.wait();
		for (const method of ["reset", "abort"] as const) {
			t.is(barrier[method]({ signal: AbortSignal.abort(reason) }).exception(), reason);
			t.throws(() => barrier[method]({ signal: 5 as never }), { instanceOf: TypeError });
		}
		yield* rest();
		t.false(waiting.done());
		t.is(barrier.nWaiting, 1);
		const { signal } = new AbortController();
		yield* barrier.abort({ signal });
		yield* rest();
		t.true(waiting.exception() instanceof BrokenBarrierError);
		yield* barrier.reset({ signal });
		t.false(barrier.broken);
		t.is(getEventListeners(signal, "abort").length, 0);
	});
});
