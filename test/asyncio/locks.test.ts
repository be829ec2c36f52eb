/** Locks, as CPython has them. */
import { BrokenBarrierError, CancelledError, ValueError } from "../../src/errors.js";
import { type Coroutine, type Future, sleep, Task, timeout, waitFor } from "../../src/futures/index.js";
import { Barrier, BoundedSemaphore, Condition, Event, Lock, Semaphore } from "../../src/sync/index.js";
import { compareWithPython } from "./helpers/compare-with-python.js";
import { attempt, failing, spawn, ticker, turns, type Work, wait } from "./helpers/tasks.js";
import type { Trace } from "./helpers/trace.js";

interface Lockable {
	acquire(): Future<true>;
	release(): void;
}

function worker(trace: Trace, lock: Lockable): Work {
	return function* (name) {
		let got: boolean;
		try {
			got = yield* lock.acquire();
		} catch (error) {
			if (error instanceof CancelledError) trace(name, "cancelled");
			throw error;
		}
		trace(name, "got", got);
		yield* sleep(0);
		lock.release();
		trace(name, "released");
	};
}

function waiter(trace: Trace, condition: Condition): Work {
	return function* (name) {
		yield* condition.acquire();
		try {
			trace(name, "waits");
			trace(name, "woken", yield* condition.wait(), condition.locked());
		} catch (error) {
			if (error instanceof CancelledError) trace(name, "cancelled", condition.locked());
			throw error;
		} finally {
			condition.release();
			trace(name, "released");
		}
	};
}

function party(trace: Trace, barrier: Barrier): Work {
	return function* (name) {
		try {
			trace(name, "got", yield* barrier.wait());
		} catch (error) {
			if (error instanceof BrokenBarrierError) {
				trace(name, error);
				return;
			}
			if (error instanceof CancelledError) trace(name, "cancelled");
			throw error;
		}
	};
}

function* acquire(lock: Lockable): Coroutine<true> {
	return yield* lock.acquire();
}

function acquiring(lock: Lockable): Task<true> {
	return new Task(function* (): Coroutine<true> {
		return yield* lock.acquire();
	});
}

function cancelledOnes(tasks: readonly Task<unknown>[]): boolean[] {
	return tasks.map((task) => task.cancelled());
}

/** The task of a place; there are as many as names. */
function nth(tasks: readonly Task<unknown>[], index = 0): Task<unknown> {
	const task = tasks[index];
	if (task === undefined) throw new Error(`there is no task ${index}`);
	return task;
}

compareWithPython("locks", {
	*lock_states(trace) {
		const lock = new Lock();
		trace(lock.locked());
		trace(yield* lock.acquire(), lock.locked());
		lock.release();
		trace(lock.locked());
		attempt(trace, "release", () => lock.release());
	},

	*lock_in_order(trace) {
		const lock = new Lock();
		yield* lock.acquire();
		const tasks = spawn(worker(trace, lock), "a", "b", "c");
		yield* sleep(0);
		trace("releases");
		lock.release();
		trace(lock.locked());
		yield* ticker(trace, 8);
		yield* wait(tasks);
	},

	*lock_is_free_until_the_next_one_runs(trace) {
		const lock = new Lock();
		yield* lock.acquire();
		const task = acquiring(lock);
		yield* sleep(0);
		lock.release();
		trace(lock.locked());
		attempt(trace, "release", () => lock.release());
		trace(yield* task, lock.locked());
	},

	*lock_nobody_comes_before_those_who_wait(trace) {
		const lock = new Lock();
		yield* lock.acquire();
		function* late(): Coroutine<void> {
			yield* sleep(0);
			lock.release();
			trace("late asks");
			yield* lock.acquire();
			trace("late got");
			lock.release();
		}
		yield* wait([...spawn(worker(trace, lock), "a"), new Task(late())]);
	},

	*lock_released_and_taken_again_at_once(trace) {
		const lock = new Lock();
		function* greedy(name: string): Coroutine<void> {
			for (let i = 0; i < 2; i += 1) {
				yield* lock.acquire();
				trace(name, i);
				yield* sleep(0);
				lock.release();
			}
		}
		yield* wait(spawn(greedy, "a", "b"));
	},

	*lock_waiter_cancelled(trace) {
		const lock = new Lock();
		yield* lock.acquire();
		const tasks = spawn(worker(trace, lock), "a", "b", "c");
		yield* sleep(0);
		nth(tasks, 1).cancel();
		yield* ticker(trace, 2);
		lock.release();
		yield* wait(tasks);
		trace(lock.locked());
	},

	*lock_first_waiter_cancelled_before_release(trace) {
		const lock = new Lock();
		yield* lock.acquire();
		const tasks = spawn(worker(trace, lock), "a", "b");
		yield* sleep(0);
		nth(tasks).cancel();
		lock.release();
		yield* ticker(trace, 5);
		yield* wait(tasks);
		trace(lock.locked());
	},

	*lock_first_waiter_cancelled_after_release(trace) {
		const lock = new Lock();
		yield* lock.acquire();
		const tasks = spawn(worker(trace, lock), "a", "b");
		yield* sleep(0);
		lock.release();
		nth(tasks).cancel();
		yield* ticker(trace, 5);
		yield* wait(tasks);
		trace(lock.locked());
	},

	*lock_only_waiter_cancelled_after_release(trace) {
		const lock = new Lock();
		yield* lock.acquire();
		const tasks = spawn(worker(trace, lock), "a");
		yield* sleep(0);
		lock.release();
		nth(tasks).cancel();
		yield* ticker(trace, 2);
		trace(lock.locked(), nth(tasks).cancelled());
		trace(yield* lock.acquire());
	},

	*lock_all_waiters_cancelled_makes_way(trace) {
		const lock = new Lock();
		yield* lock.acquire();
		const tasks = spawn(worker(trace, lock), "a", "b");
		yield* sleep(0);
		for (const task of tasks) task.cancel();
		lock.release();
		trace("got", yield* lock.acquire());
		yield* wait(tasks);
		trace(lock.locked());
	},

	*lock_second_waiter_cancelled_after_release(trace) {
		const lock = new Lock();
		yield* lock.acquire();
		const tasks = spawn(worker(trace, lock), "a", "b", "c");
		yield* sleep(0);
		lock.release();
		nth(tasks, 1).cancel();
		yield* ticker(trace, 6);
		yield* wait(tasks);
	},

	*lock_cancelled_before_its_first_step(trace) {
		const lock = new Lock();
		const task = acquiring(lock);
		task.cancel();
		yield* wait([task]);
		trace(task.cancelled(), lock.locked());
	},

	*lock_cancelled_waiter_tries_again(trace) {
		const lock = new Lock();
		yield* lock.acquire();
		const stubborn = new Task(function* (): Coroutine<void> {
			try {
				yield* lock.acquire();
			} catch {
				trace("stubborn cancelled");
			}
			yield* lock.acquire();
			trace("stubborn got");
			lock.release();
		});
		const others = spawn(worker(trace, lock), "other");
		yield* sleep(0);
		stubborn.cancel();
		yield* sleep(0);
		lock.release();
		yield* wait([stubborn, ...others]);
	},

	*lock_timeout_on_acquire(trace, loop) {
		const lock = new Lock();
		yield* lock.acquire();
		const task = acquiring(lock);
		loop.callLater(10, () => task.cancel());
		yield* wait([task]);
		trace(task.cancelled(), lock.locked());
		lock.release();
		trace(lock.locked());
	},

	*lock_release_wins_against_timeout(trace, loop) {
		const lock = new Lock();
		yield* lock.acquire();
		const task = acquiring(lock);
		yield* sleep(0);
		loop.callSoon(() => lock.release());
		loop.callSoon(() => task.cancel());
		yield* wait([task]);
		trace(task.cancelled(), lock.locked());
	},

	*lock_wait_for_expires(trace) {
		const lock = new Lock();
		yield* lock.acquire();
		const others = spawn(worker(trace, lock), "other");
		yield* failing(trace, () => waitFor(acquire(lock), 10), "expired");
		lock.release();
		yield* nth(others);
		trace(yield* waitFor(acquire(lock), 10), lock.locked());
	},

	*lock_timeout_before_others(trace, loop) {
		const lock = new Lock();
		yield* lock.acquire();
		const task = new Task(function* (): Coroutine<void> {
			try {
				yield* timeout(10, function* (): Coroutine<void> {
					yield* lock.acquire();
				});
			} catch (error) {
				trace("expired", error);
			}
		});
		yield* sleep(0);
		const others = spawn(worker(trace, lock), "other");
		loop.callLater(15, () => lock.release());
		yield* wait([task, ...others]);
		trace(lock.locked());
	},

	*lock_in_a_block(trace) {
		const lock = new Lock();
		function* work(name: string): Coroutine<void> {
			using _ = yield* lock.guard();
			trace(name, "in", lock.locked());
			yield* sleep(5);
			trace(name, "out");
		}
		const tasks = spawn(work, "a", "b", "c");
		yield* sleep(1);
		nth(tasks, 1).cancel();
		yield* wait(tasks);
		trace(lock.locked());
	},

	*lock_block_cancelled_inside(trace) {
		const lock = new Lock();
		function* work(name: string): Coroutine<void> {
			using _ = yield* lock.guard();
			trace(name, "in");
			yield* sleep(5);
		}
		const tasks = spawn(work, "a", "b");
		yield* sleep(1);
		nth(tasks).cancel();
		yield* wait(tasks);
		trace(lock.locked(), nth(tasks).cancelled());
	},

	*event_wakes_all_in_order(trace) {
		const event = new Event();
		function* work(name: string): Coroutine<void> {
			trace(name, yield* event.wait());
		}
		const tasks = spawn(work, "a", "b", "c");
		yield* sleep(0);
		event.set();
		trace(event.isSet());
		yield* ticker(trace, 2);
		yield* wait(tasks);
		trace(yield* event.wait());
	},

	*event_set_and_cleared_at_once(trace) {
		const event = new Event();
		function* work(name: string): Coroutine<void> {
			trace(name, yield* event.wait(), event.isSet());
		}
		const tasks = spawn(work, "a", "b");
		yield* sleep(0);
		event.set();
		event.clear();
		event.set();
		event.clear();
		yield* wait(tasks);
		yield* event.wait();
	},

	*event_waiter_cancelled(trace) {
		const event = new Event();
		function* work(name: string): Coroutine<void> {
			try {
				trace(name, yield* event.wait());
			} catch (error) {
				trace(name, "cancelled");
				throw error;
			}
		}
		const tasks = spawn(work, "a", "b", "c");
		yield* sleep(0);
		nth(tasks).cancel();
		event.set();
		nth(tasks, 1).cancel();
		yield* ticker(trace, 2);
		trace(cancelledOnes(tasks));
	},

	*semaphore_states(trace) {
		const places = new Semaphore(2);
		trace(places.locked());
		trace(yield* places.acquire(), places.locked());
		trace(yield* places.acquire(), places.locked());
		places.release();
		trace(places.locked());
		attempt(trace, "negative", () => new Semaphore(-1));
		places.release();
		places.release();
		trace(places.locked());
	},

	*semaphore_in_order(trace) {
		const places = new Semaphore(2);
		const tasks = spawn(worker(trace, places), "a", "b", "c", "d", "e");
		yield* ticker(trace, 6);
		yield* wait(tasks);
		trace(places.locked());
	},

	*semaphore_of_none(trace) {
		const places = new Semaphore(0);
		const tasks = spawn(worker(trace, places), "a", "b");
		yield* sleep(0);
		places.release();
		trace(places.locked());
		yield* wait(tasks);
	},

	*semaphore_released_twice_at_once(trace) {
		const places = new Semaphore(0);
		const tasks = spawn(worker(trace, places), "a", "b", "c");
		yield* sleep(0);
		places.release();
		places.release();
		trace(places.locked());
		yield* ticker(trace, 4);
		yield* wait(tasks);
		trace(places.locked());
	},

	*semaphore_nobody_comes_before(trace) {
		const places = new Semaphore(0);
		const tasks = spawn(worker(trace, places), "a");
		yield* sleep(0);
		places.release();
		places.release();
		trace(places.locked());
		tasks.push(...spawn(worker(trace, places), "b"));
		trace("asks");
		yield* places.acquire();
		trace("got");
		yield* wait(tasks);
	},

	*semaphore_waiter_cancelled(trace) {
		const places = new Semaphore(0);
		const tasks = spawn(worker(trace, places), "a", "b", "c");
		yield* sleep(0);
		nth(tasks).cancel();
		places.release();
		yield* ticker(trace, 5);
		yield* wait(tasks);
		trace(places.locked());
	},

	*semaphore_cancelled_with_the_place_in_hand(trace) {
		const places = new Semaphore(0);
		const tasks = spawn(worker(trace, places), "a", "b", "c");
		yield* sleep(0);
		places.release();
		nth(tasks).cancel();
		yield* ticker(trace, 5);
		yield* wait(tasks);
		trace(places.locked());
	},

	*semaphore_two_cancelled_with_places_in_hand(trace) {
		const places = new Semaphore(0);
		const tasks = spawn(worker(trace, places), "a", "b", "c", "d");
		yield* sleep(0);
		places.release();
		places.release();
		nth(tasks).cancel();
		nth(tasks, 1).cancel();
		yield* ticker(trace, 5);
		yield* wait(tasks);
		trace(places.locked());
	},

	*semaphore_all_cancelled_gives_the_places_back(trace) {
		const places = new Semaphore(1);
		yield* places.acquire();
		const tasks = spawn(worker(trace, places), "a", "b");
		yield* sleep(0);
		places.release();
		for (const task of tasks) task.cancel();
		trace(places.locked());
		yield* wait(tasks);
		trace(places.locked());
		trace(yield* places.acquire(), places.locked());
	},

	*semaphore_in_a_block(trace) {
		const places = new Semaphore(2);
		function* work(name: string): Coroutine<void> {
			{
				using _ = yield* places.guard();
				trace(name, "in");
				yield* sleep(10);
			}
			trace(name, "out");
		}
		yield* wait(spawn(work, "a", "b", "c"));
		trace(places.locked());
	},

	*bounded_semaphore(trace) {
		const places = new BoundedSemaphore(1);
		attempt(trace, "release", () => places.release());
		yield* places.acquire();
		const tasks = spawn(worker(trace, places), "a");
		yield* sleep(0);
		places.release();
		attempt(trace, "release", () => places.release());
		yield* wait(tasks);
		trace(nth(tasks).exception());
		attempt(trace, "release", () => places.release());
		attempt(trace, "negative", () => new BoundedSemaphore(-1));
	},

	*condition_misused(trace) {
		const condition = new Condition();
		attempt(trace, "notify", () => condition.notify());
		attempt(trace, "notify all", () => condition.notifyAll());
		attempt(trace, "release", () => condition.release());
		yield* failing(trace, () => condition.wait(), "wait");
		yield* failing(trace, () => condition.waitFor(() => false), "wait_for");
		trace(yield* condition.waitFor(() => 3));
	},

	*condition_notify_one_by_one(trace) {
		const condition = new Condition();
		const tasks = spawn(waiter(trace, condition), "a", "b", "c");
		yield* turns(2);
		for (let i = 0; i < 3; i += 1) {
			{
				using _ = yield* condition.guard();
				condition.notify();
				trace("notified");
			}
			yield* ticker(trace, 3);
		}
		yield* wait(tasks);
	},

	*condition_notify_two(trace) {
		const condition = new Condition();
		const tasks = spawn(waiter(trace, condition), "a", "b", "c");
		yield* turns(2);
		{
			using _ = yield* condition.guard();
			condition.notify(2);
			trace("notified");
			yield* sleep(5);
			trace("lets go");
		}
		yield* ticker(trace, 6);
		nth(tasks, 2).cancel();
		yield* wait(tasks);
		trace(condition.locked());
	},

	*condition_notify_all(trace) {
		const condition = new Condition();
		const tasks = spawn(waiter(trace, condition), "a", "b", "c");
		yield* turns(2);
		{
			using _ = yield* condition.guard();
			condition.notifyAll();
			trace("notified");
		}
		yield* ticker(trace, 6);
		yield* wait(tasks);
	},

	*condition_notify_nobody_and_none(trace) {
		const condition = new Condition();
		{
			using _ = yield* condition.guard();
			condition.notify();
			condition.notifyAll();
		}
		const tasks = spawn(waiter(trace, condition), "a");
		yield* turns(2);
		{
			using _ = yield* condition.guard();
			condition.notify(0);
			condition.notify(-1);
		}
		yield* ticker(trace, 3);
		{
			using _ = yield* condition.guard();
			condition.notify(5);
		}
		yield* wait(tasks);
	},

	*condition_waiter_cancelled(trace) {
		const condition = new Condition();
		const tasks = spawn(waiter(trace, condition), "a", "b");
		yield* turns(2);
		nth(tasks).cancel();
		yield* ticker(trace, 3);
		{
			using _ = yield* condition.guard();
			condition.notify();
		}
		yield* wait(tasks);
	},

	*condition_waiter_cancelled_while_locked(trace) {
		const condition = new Condition();
		const tasks = spawn(waiter(trace, condition), "a");
		yield* turns(2);
		yield* condition.acquire();
		nth(tasks).cancel();
		yield* ticker(trace, 3);
		trace(nth(tasks).done());
		condition.release();
		yield* wait(tasks);
		trace(nth(tasks).cancelled(), condition.locked());
	},

	*condition_cancelled_while_it_takes_the_lock_again(trace) {
		const condition = new Condition();
		const tasks = spawn(waiter(trace, condition), "a", "b");
		yield* turns(2);
		yield* condition.acquire();
		condition.notify();
		yield* turns(2);
		nth(tasks).cancel();
		yield* ticker(trace, 2);
		nth(tasks).cancel();
		yield* ticker(trace, 2);
		trace(nth(tasks).done());
		condition.release();
		yield* ticker(trace, 6);
		yield* wait(tasks);
		trace(cancelledOnes(tasks), condition.locked());
	},

	*condition_cancelled_when_notified(trace) {
		const condition = new Condition();
		const tasks = spawn(waiter(trace, condition), "a", "b");
		yield* turns(2);
		{
			using _ = yield* condition.guard();
			condition.notify();
			nth(tasks).cancel();
		}
		yield* ticker(trace, 8);
		yield* wait(tasks);
		trace(cancelledOnes(tasks), condition.locked());
	},

	*condition_wait_for(trace) {
		const condition = new Condition();
		const box: string[] = [];
		function there(): string | false | undefined {
			trace("looks", box.length);
			return box.length > 1 && box.at(-1);
		}
		const task = new Task(function* (): Coroutine<void> {
			using _ = yield* condition.guard();
			trace("got", yield* condition.waitFor(there));
		});
		yield* turns(2);
		for (const item of ["x", "y"]) {
			{
				using _ = yield* condition.guard();
				box.push(item);
				condition.notifyAll();
			}
			yield* ticker(trace, 3);
		}
		yield* task;
	},

	*condition_wait_for_that_throws(trace) {
		const condition = new Condition();
		let calls = 0;
		function throws(): boolean {
			calls += 1;
			if (calls > 1) throw new ValueError("from the predicate");
			return false;
		}
		const task = new Task(function* (): Coroutine<void> {
			using _ = yield* condition.guard();
			yield* condition.waitFor(throws);
		});
		yield* turns(2);
		{
			using _ = yield* condition.guard();
			condition.notify();
		}
		yield* wait([task]);
		trace(task.exception(), condition.locked());
	},

	*condition_shares_a_lock(trace) {
		const lock = new Lock();
		const one = new Condition(lock);
		const two = new Condition(lock);
		function* work(name: string, condition: Condition, other: Condition): Coroutine<void> {
			using _ = yield* condition.guard();
			trace(name, "waits", other.locked());
			yield* condition.wait();
			trace(name, "woken", lock.locked());
			other.notify();
		}
		const tasks = [new Task(work("a", one, two)), new Task(work("b", two, one))];
		yield* turns(3);
		{
			using _ = yield* lock.guard();
			one.notify();
		}
		yield* wait(tasks);
		trace(lock.locked());
	},

	*condition_waits_behind_those_who_want_the_lock(trace) {
		const condition = new Condition();
		const tasks = spawn(waiter(trace, condition), "a");
		yield* turns(2);
		yield* condition.acquire();
		tasks.push(...spawn(worker(trace, condition), "w"));
		yield* sleep(0);
		condition.notify();
		yield* sleep(0);
		condition.release();
		yield* wait(tasks);
	},

	*condition_timeout_on_wait(trace, loop) {
		const condition = new Condition();
		const tasks = spawn(waiter(trace, condition), "a");
		loop.callLater(10, () => nth(tasks).cancel());
		yield* wait(tasks);
		trace(nth(tasks).cancelled(), condition.locked());
	},

	*condition_wait_for_expires(trace) {
		const condition = new Condition();
		const task = new Task(function* (): Coroutine<void> {
			using _ = yield* condition.guard();
			try {
				yield* timeout(10, function* (): Coroutine<void> {
					yield* condition.wait();
				});
			} catch (error) {
				trace("expired", error, condition.locked());
			}
		});
		yield* sleep(5);
		yield* condition.acquire();
		yield* sleep(20);
		trace("lets go", task.done());
		condition.release();
		yield* task;
		trace(condition.locked());
	},

	*barrier_states(trace) {
		const barrier = new Barrier(2);
		trace(barrier.parties, barrier.nWaiting, barrier.broken);
		const tasks = spawn(party(trace, barrier), "a");
		yield* turns(2);
		trace(barrier.parties, barrier.nWaiting, barrier.broken);
		tasks.push(...spawn(party(trace, barrier), "b"));
		yield* wait(tasks);
		trace(barrier.parties, barrier.nWaiting, barrier.broken);
		attempt(trace, "none", () => new Barrier(0));
		attempt(trace, "negative", () => new Barrier(-3));
	},

	*barrier_of_one(trace) {
		const barrier = new Barrier(1);
		trace(yield* barrier.wait(), yield* barrier.wait());
	},

	*barrier_order(trace) {
		const barrier = new Barrier(3);
		const tasks = spawn(party(trace, barrier), "a", "b", "c");
		yield* ticker(trace, 6);
		yield* wait(tasks);
	},

	*barrier_used_again(trace) {
		const barrier = new Barrier(2);
		const tasks = spawn(party(trace, barrier), "a", "b", "c", "d", "e");
		yield* ticker(trace, 10);
		trace(barrier.nWaiting);
		yield* barrier.wait();
		yield* wait(tasks);
	},

	*barrier_comes_while_it_drains(trace) {
		const barrier = new Barrier(2);
		function* work(name: string): Coroutine<void> {
			for (let i = 0; i < 3; i += 1) trace(name, i, yield* barrier.wait());
		}
		yield* wait(spawn(work, "a", "b"));
	},

	*barrier_in_a_block(trace) {
		const barrier = new Barrier(2);
		function* work(name: string): Coroutine<void> {
			using passed = yield* barrier.guard();
			trace(name, passed.index);
		}
		yield* wait(spawn(work, "a", "b"));
	},

	*barrier_waiter_cancelled(trace) {
		const barrier = new Barrier(2);
		const tasks = spawn(party(trace, barrier), "a");
		yield* turns(2);
		nth(tasks).cancel();
		yield* ticker(trace, 3);
		trace(barrier.nWaiting, barrier.broken);
		tasks.push(...spawn(party(trace, barrier), "b", "c"));
		yield* wait(tasks);
	},

	*barrier_cancelled_while_it_drains(trace) {
		const barrier = new Barrier(3);
		const tasks = spawn(party(trace, barrier), "a", "b", "c");
		yield* turns(1);
		nth(tasks, 1).cancel();
		yield* ticker(trace, 8);
		yield* wait(tasks);
		trace(barrier.nWaiting, barrier.broken);
	},

	*barrier_reset(trace) {
		const barrier = new Barrier(3);
		const tasks = spawn(party(trace, barrier), "a", "b");
		yield* turns(2);
		yield* barrier.reset();
		trace("reset", barrier.nWaiting, barrier.broken);
		yield* ticker(trace, 5);
		tasks.push(...spawn(party(trace, barrier), "c", "d", "e"));
		yield* wait(tasks);
	},

	*barrier_reset_when_empty(trace) {
		const barrier = new Barrier(2);
		yield* barrier.reset();
		yield* wait(spawn(party(trace, barrier), "a", "b"));
	},

	*barrier_comes_while_it_is_reset(trace) {
		const barrier = new Barrier(2);
		const tasks = spawn(party(trace, barrier), "a");
		yield* turns(2);
		yield* barrier.reset();
		tasks.push(...spawn(party(trace, barrier), "b", "c"));
		yield* ticker(trace, 6);
		yield* wait(tasks);
		trace(barrier.nWaiting, barrier.broken);
	},

	*barrier_abort(trace) {
		const barrier = new Barrier(3);
		const tasks = spawn(party(trace, barrier), "a", "b");
		yield* turns(2);
		yield* barrier.abort();
		trace("aborted", barrier.nWaiting, barrier.broken);
		yield* ticker(trace, 5);
		yield* failing(trace, () => barrier.wait());
		yield* barrier.reset();
		trace(barrier.broken);
		tasks.push(...spawn(party(trace, barrier), "c", "d", "e"));
		yield* wait(tasks);
	},

	*barrier_aborted_by_a_party(trace) {
		const barrier = new Barrier(3);
		const tasks = spawn(party(trace, barrier), "a", "b");
		const spoiler = new Task(function* (): Coroutine<void> {
			yield* sleep(5);
			yield* barrier.abort();
			trace("aborted");
		});
		yield* wait([...tasks, spoiler]);
		trace(barrier.broken);
	},

	*barrier_aborted_while_it_drains(trace) {
		const barrier = new Barrier(2);
		const tasks = spawn(party(trace, barrier), "a", "b");
		yield* turns(1);
		yield* barrier.abort();
		yield* ticker(trace, 4);
		yield* wait(tasks);
		trace(barrier.broken);
	},

	*barrier_timeout(trace) {
		const barrier = new Barrier(2);
		function* comes(): Coroutine<number> {
			return yield* barrier.wait();
		}
		yield* failing(trace, () => waitFor(comes(), 10), "expired");
		trace(barrier.nWaiting, barrier.broken);
		yield* wait(spawn(party(trace, barrier), "a", "b"));
	},
});
