/** wait, asCompleted and waitFor, as CPython has them. */
import { CancelledError, ValueError } from "../../src/errors.js";
import {
	asCompleted,
	type Coroutine,
	currentTask,
	FIRST_COMPLETED,
	FIRST_EXCEPTION,
	type Future,
	shield,
	sleep,
	Task,
	wait,
	waitFor,
} from "../../src/futures/index.js";
import { caught } from "./helpers/caught.js";
import { compareWithPython } from "./helpers/compare-with-python.js";
import { namesOf } from "./helpers/names-of.js";
import type { Trace } from "./helpers/trace.js";
import { stubborn, work } from "./helpers/works.js";

/** Tasks by their names and times; one with a negative time fails. */
function tasksOf(trace: Trace, times: Readonly<Record<string, number>>): Task<string>[] {
	return Object.entries(times).map(([name, ms]) => {
		const failure = ms < 0 ? new ValueError() : undefined;
		return new Task(work(trace, name, Math.abs(ms), failure), { name });
	});
}

function at<T>(list: readonly T[], index: number): T {
	return list[index] as T;
}

function* stubbornCancel(trace: Trace): Coroutine<void> {
	try {
		yield* sleep(50);
	} finally {
		trace("cleans up");
		try {
			yield* sleep(5);
		} finally {
			trace("has cleaned up");
		}
	}
}

compareWithPython("wait", {
	*wait_all_completed(trace) {
		const [done, pending] = yield* wait(tasksOf(trace, { a: 20, b: -10 }));
		trace(namesOf(done), namesOf(pending));
		for (const task of done) task.exception();
	},

	*wait_looks_at_nothing(trace) {
		const [done, pending] = yield* wait(tasksOf(trace, { a: -10, b: 20 }));
		trace(namesOf(done), namesOf(pending));
	},

	*wait_first_completed(trace) {
		const tasks = tasksOf(trace, { a: 20, b: 10 });
		const [done, pending] = yield* wait(tasks, { returnWhen: FIRST_COMPLETED });
		trace(namesOf(done), namesOf(pending));
		return yield* at(tasks, 0);
	},

	*wait_first_completed_of_the_same_turn(trace, loop) {
		const [a, b] = [loop.createFuture<number>(), loop.createFuture<number>()];
		loop.callLater(10, () => {
			a.setResult(1);
			b.setResult(2);
		});
		const [done, pending] = yield* wait([a, b], { returnWhen: FIRST_COMPLETED });
		trace(done.size, pending.size);
	},

	*wait_first_completed_and_one_turn_later(trace, loop) {
		const [a, b] = [loop.createFuture<number>(), loop.createFuture<number>()];
		loop.callLater(10, () => {
			a.setResult(1);
			loop.callSoon(() => b.setResult(2));
		});
		const [done, pending] = yield* wait([a, b], { returnWhen: FIRST_COMPLETED });
		trace(done.size, pending.size);
	},

	*wait_first_exception(trace) {
		const tasks = tasksOf(trace, { a: 10, b: -20, c: 30 });
		const [done, pending] = yield* wait(tasks, { returnWhen: FIRST_EXCEPTION });
		trace(namesOf(done), namesOf(pending));
		trace(at(tasks, 1).exception());
	},

	*wait_first_exception_without_one(trace) {
		const tasks = tasksOf(trace, { a: 10, b: 20 });
		const [done, pending] = yield* wait(tasks, { returnWhen: FIRST_EXCEPTION });
		trace(namesOf(done), namesOf(pending));
	},

	*wait_first_exception_is_no_cancellation(trace, loop) {
		const tasks = tasksOf(trace, { a: 10, b: 20 });
		loop.callLater(5, () => at(tasks, 0).cancel());
		const [done, pending] = yield* wait(tasks, { returnWhen: FIRST_EXCEPTION });
		trace(namesOf(done), namesOf(pending));
	},

	*wait_timeout(trace) {
		const [done, pending] = yield* wait(tasksOf(trace, { a: 10, b: 30 }), { timeout: 20 });
		trace(namesOf(done), namesOf(pending));
	},

	*wait_timeout_zero(trace) {
		const tasks = tasksOf(trace, { a: 10, b: 30 });
		for (const pause of [20, 0]) {
			const [done, pending] = yield* wait(tasks, { timeout: 0 });
			trace(namesOf(done), namesOf(pending));
			if (pause > 0) yield* sleep(pause);
		}
	},

	*wait_of_the_done(trace) {
		const tasks = tasksOf(trace, { a: 10 });
		yield* at(tasks, 0);
		const [done, pending] = yield* wait(tasks);
		trace(namesOf(done), namesOf(pending));
	},

	*wait_cancelled_leaves_the_tasks_alone(trace, loop) {
		const [task] = tasksOf(trace, { a: 20 }) as [Task<string>];
		const waiter = loop.createTask(function* () {
			yield* wait([task], { timeout: 50 });
		});
		yield* sleep(10);
		waiter.cancel();
		try {
			yield* waiter;
		} catch (error) {
			trace("caught", error, task.cancelled());
		}
		return yield* task;
	},

	*wait_wrong_arguments(trace, loop) {
		const task = loop.createTask(() => sleep(0));
		for (const make of [
			() => wait([]),
			() => wait(task as unknown as Future<unknown>[]),
			() => wait([task], { returnWhen: "whenever" as "FIRST_COMPLETED" }),
		]) {
			try {
				make();
			} catch (error) {
				trace(error);
			}
		}
	},

	*as_completed_in_order(trace) {
		const all = [work(trace, "a", 30), work(trace, "b", 10), work(trace, "c", 20)];
		for (const next of asCompleted(all)) trace("got", yield* next);
	},

	*as_completed_failure(trace) {
		for (const next of asCompleted([work(trace, "a", 20), work(trace, "b", 10, new ValueError())])) {
			try {
				trace("got", yield* next);
			} catch (error) {
				trace("caught", error);
			}
		}
	},

	*as_completed_timeout(trace) {
		const tasks = tasksOf(trace, { a: 10, b: 50 });
		for (const next of asCompleted(tasks, { timeout: 20 })) {
			try {
				trace("got", yield* next);
			} catch (error) {
				trace("caught", error);
			}
		}
		return yield* at(tasks, 1);
	},

	*as_completed_duplicates(trace) {
		const [task] = tasksOf(trace, { a: 10 }) as [Task<string>];
		for (const next of asCompleted([task, task])) trace("got", yield* next);
	},

	*as_completed_of_the_done(trace) {
		const [task] = tasksOf(trace, { a: 10 }) as [Task<string>];
		yield* task;
		for (const next of asCompleted([task])) trace("got", yield* next);
	},

	*as_completed_slow_consumer(trace) {
		for (const next of asCompleted([work(trace, "a", 10), work(trace, "b", 20)])) {
			trace("got", yield* next);
			yield* sleep(30);
		}
	},

	*as_completed_consumer_cancelled(trace, loop) {
		const [task] = tasksOf(trace, { a: 30 }) as [Task<string>];
		const consumer = loop.createTask(function* () {
			for (const next of asCompleted([task])) yield* next;
		});
		yield* sleep(10);
		consumer.cancel();
		try {
			yield* consumer;
		} catch (error) {
			trace("caught", error);
		}
		return yield* task;
	},

	*wait_for_in_time(trace) {
		return yield* waitFor(work(trace, "a", 10), 20);
	},

	*wait_for_without_a_limit(trace) {
		return yield* waitFor(work(trace, "a", 10), undefined);
	},

	*wait_for_too_late(trace) {
		try {
			yield* waitFor(work(trace, "a", 30), 20);
		} catch (error) {
			trace("caught", error, currentTask()?.cancelling());
		}
	},

	*wait_for_task_too_late(trace, loop) {
		const task = loop.createTask(work(trace, "a", 30));
		try {
			yield* waitFor(task, 20);
		} catch (error) {
			trace("caught", error, task.cancelled());
		}
	},

	*wait_for_failure(trace) {
		try {
			yield* waitFor(work(trace, "a", 10, new ValueError()), 20);
		} catch (error) {
			trace("caught", error);
		}
	},

	*wait_for_zero(trace) {
		const started: number[] = [];
		try {
			yield* waitFor(function* () {
				started.push(1);
				yield* sleep(0);
			}, 0);
		} catch (error) {
			trace("caught", error, started);
		}
	},

	*wait_for_zero_of_the_done(trace, loop) {
		const task = loop.createTask(work(trace, "a", 10));
		yield* sleep(20);
		return yield* waitFor(task, 0);
	},

	*wait_for_zero_of_a_stubborn_task(trace, loop) {
		const task = loop.createTask(stubborn(trace, "a", 10));
		yield* sleep(0);
		return yield* waitFor(task, 0);
	},

	*wait_for_swallowed_cancellation(trace, loop) {
		const task = loop.createTask(stubborn(trace, "a", 50));
		trace(yield* waitFor(task, 10), currentTask()?.cancelling());
	},

	*wait_for_cancelled(trace, loop) {
		const inner = loop.createTask(work(trace, "inner", 30));
		const task = loop.createTask(function* () {
			yield* waitFor(inner, 50);
		});
		yield* sleep(10);
		task.cancel();
		try {
			yield* task;
		} catch (error) {
			trace("caught", error, inner.cancelled(), task.cancelling());
		}
	},

	*wait_for_cancelled_while_it_times_out(trace, loop) {
		const inner = loop.createTask(stubbornCancel(trace));
		const task = loop.createTask(function* () {
			yield* waitFor(inner, 10);
		});
		yield* sleep(12);
		task.cancel();
		try {
			yield* task;
		} catch (error) {
			trace("caught", error, task.cancelling());
		}
	},

	*wait_for_inner_cancelled(trace, loop) {
		const inner = loop.createTask(work(trace, "inner", 30));
		loop.callLater(10, () => inner.cancel());
		try {
			yield* waitFor(inner, 50);
		} catch (error) {
			trace("caught", error);
		}
	},

	*wait_first_exception_looks_at_it(trace, loop) {
		const tasks = [
			loop.createTask(work(trace, "fails", 0, new ValueError())),
			loop.createTask(work(trace, "a", 10)),
		];
		const [done, pending] = yield* wait(tasks, { returnWhen: FIRST_EXCEPTION });
		trace(done.size, pending.size);
	},

	*as_completed_cancelled_when_one_is_there(trace, loop) {
		const futures = [loop.createFuture<string>(), loop.createFuture<string>()] as const;
		function* take(): Coroutine<string | undefined> {
			const completed = asCompleted(futures)[Symbol.iterator]();
			trace("caught", yield* caught(CancelledError, completed.next().value as Future<string>));
			return yield* completed.next().value as Future<string>;
		}
		const task = loop.createTask(take());
		yield* sleep(0);
		futures[0].setResult("first");
		yield* sleep(0);
		task.cancel();
		return yield* task;
	},

	*as_completed_cancelled_when_a_failure_is_there(trace, loop) {
		const future = loop.createFuture();
		const task = loop.createTask(function* () {
			for (const each of asCompleted([future])) yield* each;
		});
		yield* sleep(0);
		future.setException(new ValueError());
		yield* sleep(0);
		trace(task.cancel());
		yield* wait([task]);
		trace(task.cancelled());
	},

	*wait_for_shielded(trace, loop) {
		const inner = loop.createTask(work(trace, "inner", 30));
		try {
			yield* waitFor(shield(inner), 10);
		} catch (error) {
			trace("caught", error);
		}
		return yield* inner;
	},

	*wait_for_in_wait_for(trace) {
		function* inner(): Coroutine<void> {
			try {
				yield* waitFor(work(trace, "a", 50), 30);
			} catch (error) {
				if (error instanceof Error && error.name === "TimeoutError") trace("the inner one");
				else throw error;
			}
		}
		try {
			yield* waitFor(inner, 10);
		} catch (error) {
			trace("caught", error);
		}
	},
});
