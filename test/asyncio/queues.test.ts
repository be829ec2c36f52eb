/** Queues, as CPython has them. */
import { CancelledError, QueueShutDown } from "../../src/errors.js";
import { type Coroutine, sleep, Task } from "../../src/futures/index.js";
import { LifoQueue, PriorityQueue, Queue } from "../../src/sync/index.js";
import { compareWithPython } from "./helpers/compare-with-python.js";
import { attempt, failing, spawn, ticker, turns, type Work, wait } from "./helpers/tasks.js";
import type { Trace } from "./helpers/trace.js";

function* told(trace: Trace, queue: Queue<unknown>, name: string, work: Coroutine<void>): Coroutine<void> {
	try {
		yield* work;
	} catch (error) {
		if (error instanceof QueueShutDown) {
			trace(name, error);
			return;
		}
		if (error instanceof CancelledError) trace(name, "cancelled", queue.qsize());
		throw error;
	}
}

function getter(trace: Trace, queue: Queue<unknown>): Work {
	function* get(name: string): Coroutine<void> {
		trace(name, "got", yield* queue.get(), queue.qsize());
	}
	return (name) => told(trace, queue, name, get(name));
}

function putter(trace: Trace, queue: Queue<string>): Work {
	function* put(name: string): Coroutine<void> {
		yield* queue.put(name);
		trace(name, "put", queue.qsize());
	}
	return (name) => told(trace, queue, name, put(name));
}

function* several<T>(queue: Queue<T>, count: number): Coroutine<T[]> {
	const items: T[] = [];
	for (let i = 0; i < count; i += 1) items.push(yield* queue.get());
	return items;
}

/** A queue, full with one item. */
function fullQueue(): Queue<string> {
	const queue = new Queue<string>(1);
	queue.putNowait("x");
	return queue;
}

function numbers(): Queue<number> {
	return new Queue<number>();
}

function joining(queue: Queue<number>): Task<void> {
	return new Task(function* (): Coroutine<void> {
		yield* queue.join();
	});
}

function nth(tasks: readonly Task<unknown>[], index = 0): Task<unknown> {
	const task = tasks[index];
	if (task === undefined) throw new Error(`there is no task ${index}`);
	return task;
}

compareWithPython("queues", {
	*states(trace) {
		const queue = new Queue<number>(2);
		trace(queue.qsize(), queue.empty(), queue.full(), queue.maxsize);
		queue.putNowait(1);
		trace(queue.qsize(), queue.empty(), queue.full());
		yield* queue.put(2);
		trace(queue.qsize(), queue.empty(), queue.full());
		attempt(trace, "put", () => queue.putNowait(3));
		trace(yield* queue.get(), queue.getNowait());
		attempt(trace, "get", () => queue.getNowait());
		trace(new Queue().full(), new Queue(-1).full(), new Queue(-1).maxsize);
	},

	*first_in_first_out(trace) {
		const queue = numbers();
		for (let i = 0; i < 4; i += 1) queue.putNowait(i);
		trace(yield* several(queue, 4));
	},

	*last_in_first_out(trace) {
		const queue = new LifoQueue<number>();
		for (let i = 0; i < 4; i += 1) queue.putNowait(i);
		trace(yield* several(queue, 4));
	},

	*smallest_first(trace) {
		const queue = new PriorityQueue<unknown>();
		for (const n of [3, 1, 4, 1.5, 9, 2, 6]) queue.putNowait(n);
		trace(yield* several(queue, 7));
		for (const item of [[2, "b"], [1, "z"], [2, "a"], [1], [1, "a", 0]]) queue.putNowait(item);
		trace(yield* several(queue, 5));
	},

	*items_without_order(trace) {
		const queue = new PriorityQueue<unknown>();
		queue.putNowait(1);
		attempt(trace, "put", () => queue.putNowait("a"));
	},

	*getters_in_order(trace) {
		const queue = numbers();
		const tasks = spawn(getter(trace, queue), "a", "b", "c");
		yield* sleep(0);
		for (let i = 0; i < 3; i += 1) queue.putNowait(i);
		trace(queue.qsize());
		yield* ticker(trace, 2);
		yield* wait(tasks);
	},

	*getters_get_one_by_one(trace) {
		const queue = numbers();
		const tasks = spawn(getter(trace, queue), "a", "b");
		yield* sleep(0);
		yield* queue.put(1);
		yield* ticker(trace, 2);
		yield* queue.put(2);
		yield* ticker(trace, 2);
		yield* wait(tasks);
	},

	*putters_in_order(trace) {
		const queue = new Queue<string>(1);
		const tasks = spawn(putter(trace, queue), "a", "b", "c");
		yield* sleep(0);
		for (let i = 0; i < 3; i += 1) {
			trace("got", queue.getNowait());
			yield* ticker(trace, 2);
		}
		yield* wait(tasks);
	},

	*one_producer_one_consumer(trace) {
		const queue = new Queue<number>(2);
		function* produce(): Coroutine<void> {
			for (let i = 0; i < 6; i += 1) {
				yield* queue.put(i);
				trace("put", i);
			}
		}
		function* consume(): Coroutine<void> {
			for (let i = 0; i < 6; i += 1) trace("got", yield* queue.get());
		}
		yield* wait([new Task(produce()), new Task(consume())]);
	},

	*many_producers_many_consumers(trace) {
		const queue = new Queue<string>(1);
		function* produce(name: string, pause: number): Coroutine<void> {
			for (let i = 0; i < 4; i += 1) {
				yield* queue.put(`${name}${i}`);
				yield* sleep(pause);
			}
		}
		function* consume(name: string, pause: number): Coroutine<void> {
			for (let i = 0; i < 4; i += 1) {
				trace(name, yield* queue.get());
				yield* sleep(pause);
			}
		}
		const works = [produce("p", 10), produce("q", 13), consume("c", 17), consume("d", 19)];
		yield* wait(works.map((work) => new Task(work)));
	},

	*item_counts_until_it_is_taken(trace) {
		const queue = new Queue<number>(1);
		const tasks = spawn(getter(trace, queue), "a");
		yield* sleep(0);
		queue.putNowait(1);
		trace(queue.qsize(), queue.full());
		attempt(trace, "put", () => queue.putNowait(2));
		yield* nth(tasks);
		trace(queue.qsize(), queue.full());
	},

	*best_item_is_taken_when_the_getter_runs(trace) {
		const queue = new PriorityQueue<number>();
		const tasks = spawn(getter(trace, queue), "a");
		yield* sleep(0);
		queue.putNowait(5);
		queue.putNowait(1);
		yield* nth(tasks);
		trace(queue.getNowait());
	},

	*last_item_is_taken_when_the_getter_runs(trace) {
		const queue = new LifoQueue<number>();
		const tasks = spawn(getter(trace, queue), "a", "b");
		yield* sleep(0);
		for (let i = 0; i < 3; i += 1) queue.putNowait(i);
		yield* wait(tasks);
		trace(queue.getNowait());
	},

	*nowait_takes_the_item_of_one_that_was_woken(trace) {
		const queue = numbers();
		const tasks = spawn(getter(trace, queue), "a");
		yield* sleep(0);
		queue.putNowait(1);
		trace("nowait", queue.getNowait());
		yield* ticker(trace, 2);
		trace(nth(tasks).done());
		queue.putNowait(2);
		yield* nth(tasks);
	},

	*nowait_takes_the_room_of_one_that_was_woken(trace) {
		const queue = fullQueue();
		const tasks = spawn(putter(trace, queue), "a");
		yield* sleep(0);
		trace(queue.getNowait());
		queue.putNowait("y");
		yield* ticker(trace, 2);
		trace(nth(tasks).done());
		trace(queue.getNowait());
		yield* nth(tasks);
	},

	*getter_cancelled(trace) {
		const queue = numbers();
		const tasks = spawn(getter(trace, queue), "a", "b");
		yield* sleep(0);
		nth(tasks).cancel();
		queue.putNowait(1);
		yield* ticker(trace, 3);
		yield* wait(tasks);
	},

	*getter_cancelled_when_woken(trace) {
		const queue = numbers();
		const tasks = spawn(getter(trace, queue), "a", "b");
		yield* sleep(0);
		queue.putNowait(1);
		nth(tasks).cancel();
		yield* ticker(trace, 4);
		yield* wait(tasks);
		trace(queue.qsize());
	},

	*only_getter_cancelled_when_woken(trace) {
		const queue = numbers();
		const tasks = spawn(getter(trace, queue), "a");
		yield* sleep(0);
		queue.putNowait(1);
		nth(tasks).cancel();
		yield* wait(tasks);
		trace(nth(tasks).cancelled(), queue.qsize(), yield* queue.get());
	},

	*getter_cancelled_and_its_item_taken(trace) {
		const queue = numbers();
		const tasks = spawn(getter(trace, queue), "a", "b");
		yield* sleep(0);
		queue.putNowait(1);
		trace(queue.getNowait());
		nth(tasks).cancel();
		yield* ticker(trace, 3);
		queue.putNowait(2);
		yield* wait(tasks);
	},

	*putter_cancelled(trace) {
		const queue = fullQueue();
		const tasks = spawn(putter(trace, queue), "a", "b");
		yield* sleep(0);
		nth(tasks).cancel();
		trace(queue.getNowait());
		yield* ticker(trace, 3);
		yield* wait(tasks);
		trace(queue.getNowait(), queue.qsize());
	},

	*putter_cancelled_when_woken(trace) {
		const queue = fullQueue();
		const tasks = spawn(putter(trace, queue), "a", "b");
		yield* sleep(0);
		trace(queue.getNowait());
		nth(tasks).cancel();
		yield* ticker(trace, 4);
		yield* wait(tasks);
		trace(queue.getNowait(), queue.qsize());
	},

	*putter_that_was_cancelled_puts_nothing(trace) {
		const queue = fullQueue();
		const tasks = spawn(putter(trace, queue), "a");
		yield* sleep(0);
		nth(tasks).cancel();
		yield* wait(tasks);
		trace(queue.getNowait(), queue.qsize());
	},

	*timeout_on_get(trace, loop) {
		const queue = numbers();
		const tasks = spawn(getter(trace, queue), "a");
		loop.callLater(10, () => nth(tasks).cancel());
		loop.callLater(20, () => queue.putNowait(1));
		yield* wait(tasks);
		trace("then", yield* queue.get());
	},

	*tasks_done_and_join(trace) {
		const queue = numbers();
		yield* queue.join();
		trace("joined when empty");
		attempt(trace, "done", () => queue.taskDone());
		for (let i = 0; i < 3; i += 1) queue.putNowait(i);
		function* work(name: string): Coroutine<void> {
			for (;;) {
				const item = yield* queue.get();
				yield* sleep(10);
				trace(name, item);
				queue.taskDone();
			}
		}
		const tasks = spawn(work, "a", "b");
		yield* queue.join();
		trace("joined", queue.empty());
		for (const task of tasks) task.cancel();
		attempt(trace, "done", () => queue.taskDone());
	},

	*join_waits_for_work_not_for_items(trace) {
		const queue = numbers();
		queue.putNowait(1);
		function* join(name: string): Coroutine<void> {
			yield* queue.join();
			trace(name, "joined");
		}
		const tasks = spawn(join, "a", "b");
		yield* sleep(0);
		trace(queue.getNowait());
		yield* ticker(trace, 2);
		queue.taskDone();
		queue.putNowait(2);
		yield* ticker(trace, 2);
		trace(tasks.map((task) => task.done()));
		yield* queue.join();
	},

	*join_cancelled(trace) {
		const queue = numbers();
		queue.putNowait(1);
		const task = joining(queue);
		yield* sleep(0);
		task.cancel();
		yield* wait([task]);
		trace(task.cancelled());
		queue.taskDone();
		yield* queue.join();
	},

	*shutdown_when_empty(trace) {
		const queue = numbers();
		queue.shutdown();
		queue.shutdown();
		attempt(trace, "put", () => queue.putNowait(1));
		attempt(trace, "get", () => queue.getNowait());
		yield* failing(trace, () => queue.put(1));
		yield* failing(trace, () => queue.get());
		yield* queue.join();
	},

	*shutdown_leaves_the_items(trace) {
		const queue = numbers();
		for (const n of [1, 2, 3]) queue.putNowait(n);
		queue.shutdown();
		trace(queue.qsize(), yield* queue.get(), queue.getNowait(), yield* queue.get());
		attempt(trace, "get", () => queue.getNowait());
		attempt(trace, "put", () => queue.putNowait(1));
		for (let i = 0; i < 3; i += 1) queue.taskDone();
		yield* queue.join();
		attempt(trace, "done", () => queue.taskDone());
	},

	*shutdown_immediately(trace) {
		const queue = numbers();
		for (let i = 0; i < 3; i += 1) queue.putNowait(i);
		trace(queue.getNowait());
		const task = joining(queue);
		yield* sleep(0);
		queue.shutdown({ immediate: true });
		trace(queue.qsize());
		yield* turns(2);
		trace(task.done());
		attempt(trace, "get", () => queue.getNowait());
		queue.taskDone();
		yield* task;
		attempt(trace, "done", () => queue.taskDone());
	},

	*shutdown_immediately_lets_join_go(trace) {
		const queue = numbers();
		queue.putNowait(1);
		const task = joining(queue);
		yield* sleep(0);
		queue.shutdown({ immediate: true });
		yield* ticker(trace, 2);
		trace(task.done());
	},

	*shutdown_with_getters(trace) {
		const queue = numbers();
		const tasks = spawn(getter(trace, queue), "a", "b", "c");
		yield* sleep(0);
		queue.shutdown();
		yield* ticker(trace, 2);
		yield* wait(tasks);
	},

	*shutdown_with_getters_and_an_item(trace) {
		const queue = numbers();
		const tasks = spawn(getter(trace, queue), "a", "b");
		yield* sleep(0);
		queue.putNowait(1);
		queue.shutdown();
		yield* ticker(trace, 2);
		yield* wait(tasks);
	},

	*shutdown_immediately_with_getters_and_an_item(trace) {
		const queue = numbers();
		const tasks = spawn(getter(trace, queue), "a", "b");
		yield* sleep(0);
		queue.putNowait(1);
		queue.shutdown({ immediate: true });
		yield* ticker(trace, 2);
		yield* wait(tasks);
	},

	*shutdown_with_putters(trace) {
		const queue = fullQueue();
		const tasks = spawn(putter(trace, queue), "a", "b");
		yield* sleep(0);
		queue.shutdown();
		yield* ticker(trace, 2);
		yield* wait(tasks);
		trace(queue.getNowait(), queue.empty());
	},

	*shutdown_immediately_with_putters(trace) {
		const queue = fullQueue();
		const tasks = spawn(putter(trace, queue), "a", "b");
		yield* sleep(0);
		queue.shutdown({ immediate: true });
		yield* ticker(trace, 2);
		yield* wait(tasks);
		trace(queue.empty());
	},

	*shutdown_while_a_putter_was_woken(trace) {
		const queue = fullQueue();
		const tasks = spawn(putter(trace, queue), "a");
		yield* sleep(0);
		trace(queue.getNowait());
		queue.shutdown();
		yield* wait(tasks);
		trace(queue.empty());
	},

	*shutdown_and_cancel(trace) {
		const queue = numbers();
		const tasks = spawn(getter(trace, queue), "a", "b");
		yield* sleep(0);
		queue.shutdown();
		nth(tasks).cancel();
		yield* wait(tasks);
		trace(tasks.map((task) => task.cancelled()));
	},

	*shutdown_ends_a_worker(trace) {
		const queue = numbers();
		const task = new Task(function* (): Coroutine<void> {
			try {
				for (;;) {
					trace("works on", yield* queue.get());
					queue.taskDone();
				}
			} catch (error) {
				if (!(error instanceof QueueShutDown)) throw error;
				trace("ends");
			}
		});
		for (let i = 0; i < 3; i += 1) {
			yield* queue.put(i);
			yield* sleep(1);
		}
		queue.shutdown();
		yield* task;
		yield* queue.join();
	},
});
