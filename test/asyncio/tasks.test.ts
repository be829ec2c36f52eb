/** Tasks, as CPython has them. */
import { CancelledError, KeyError, RuntimeError, ValueError } from "../../src/errors.js";
import {
	allTasks,
	type Coroutine,
	currentTask,
	Future,
	type Suspension,
	sleep,
	type Task,
} from "../../src/futures/index.js";
import type { EventLoop } from "../../src/loop/index.js";
import { caught } from "./helpers/caught.js";
import { compareWithPython } from "./helpers/compare-with-python.js";
import type { Trace } from "./helpers/trace.js";

function states(task: Future<unknown>): boolean[] {
	return [task.done(), task.cancelled()];
}

interface Awaitable {
	[Symbol.iterator](): Generator<Suspension, unknown, void>;
}

function* untilCancelled(trace: Trace, awaitable: Awaitable, word = "caught"): Coroutine<void> {
	const error = yield* caught(CancelledError, awaitable);
	trace(word, error, error.message);
}

/** Calls itself by callSoon, and counts. */
function tick(trace: Trace, loop: EventLoop, last: number, n = 0): void {
	trace("tick", n);
	if (n < last) loop.callSoon(() => tick(trace, loop, last, n + 1));
}

/** The running task. */
function self(): Task<unknown> {
	const task = currentTask();
	if (task === undefined) throw new Error("no task is running");
	return task;
}

const eager = { eagerStart: true } as const;

compareWithPython("tasks", {
	*first_step_is_taken_later(trace, loop) {
		// biome-ignore lint/correctness/useYield: it waits for nothing
		const task = loop.createTask(function* () {
			trace("child");
		});
		trace("made", task.done());
		yield* sleep(0);
		trace("a turn later", task.done());
	},

	*tasks_begin_in_order_among_call_soons(trace, loop) {
		// biome-ignore lint/correctness/useYield: it waits for nothing
		function* child(name: number): Coroutine<void> {
			trace("child", name);
		}
		loop.callSoon(trace, "soon 1");
		const one = loop.createTask(child(1));
		loop.callSoon(trace, "soon 2");
		const two = loop.createTask(child(2));
		loop.callSoon(trace, "soon 3");
		yield* one;
		yield* two;
	},

	*steps_interleave(trace, loop) {
		function* child(name: string, steps: number): Coroutine<void> {
			for (let i = 0; i < steps; i += 1) {
				trace(name, i);
				yield* sleep(0);
			}
			trace(name, "ends");
		}
		const tasks = [loop.createTask(child("a", 3)), loop.createTask(child("b", 1))];
		tasks.push(loop.createTask(child("c", 2)));
		for (const task of tasks) yield* task;
	},

	*sleep_zero_is_one_turn(trace, loop) {
		loop.callSoon(() => tick(trace, loop, 3));
		for (let i = 0; i < 3; i += 1) {
			yield* sleep(0);
			trace("step", i);
		}
	},

	*coroutines_add_no_turns(trace, loop) {
		loop.callSoon(trace, "soon");
		function* inner(depth: number): Coroutine<number> {
			return depth > 0 ? 1 + (yield* inner(depth - 1)) : 0;
		}
		trace("depth", yield* inner(5));
		yield* sleep(0);
	},

	*awaited_task_takes_turns(trace, loop) {
		const task = loop.createTask(function* () {
			trace("child begins");
			yield* sleep(0);
			trace("child ends");
			return "x";
		});
		loop.callSoon(() => tick(trace, loop, 4));
		trace("got", yield* task);
	},

	*done_callbacks_before_the_awaiting_task(trace, loop) {
		// biome-ignore lint/correctness/useYield: it waits for nothing
		const task = loop.createTask(function* () {
			return 1;
		});
		task.addDoneCallback((t) => trace("callback", t.result()));
		trace("awaited", yield* task);
	},

	*result_and_exception_of_a_task(trace, loop) {
		// biome-ignore lint/correctness/useYield: it waits for nothing
		const one = loop.createTask(function* () {
			return "value";
		});
		// biome-ignore lint/correctness/useYield: it waits for nothing
		const two = loop.createTask(function* () {
			throw new ValueError("why");
		});
		yield* sleep(0);
		trace(one.result(), one.exception(), states(one));
		trace(two.exception(), (two.exception() as Error).message, states(two));
		yield* two;
	},

	*result_of_a_task_cannot_be_set(trace, loop) {
		// biome-ignore lint/correctness/useYield: it waits for nothing
		const task = loop.createTask(function* () {
			return "its own";
		});
		for (const call of [() => task.setResult("x"), () => task.setException(new ValueError())]) {
			try {
				call();
			} catch (error) {
				trace(error);
			}
		}
		return yield* task;
	},

	*failed_task_that_nobody_awaits(trace, loop) {
		// biome-ignore lint/correctness/useYield: it waits for nothing
		loop.createTask(function* () {
			throw new ValueError();
		});
		yield* sleep(0);
		yield* sleep(0);
		trace("main ends");
	},

	*failed_task_awaited_later(trace, loop) {
		function* fails(after: number): Coroutine<void> {
			yield* sleep(after);
			throw new ValueError(String(after));
		}
		for (const task of [loop.createTask(fails(20)), loop.createTask(fails(5))]) {
			trace((yield* caught(ValueError, task)).message);
		}
	},

	*cancel_before_the_first_step(trace, loop) {
		// biome-ignore lint/correctness/useYield: it does not even begin
		const task = loop.createTask(function* () {
			trace("never begins");
		});
		trace(task.cancel("early"), states(task));
		yield* untilCancelled(trace, task);
		trace(states(task));
	},

	*cancel_while_asleep(trace, loop) {
		const task = loop.createTask(function* () {
			try {
				yield* sleep(100);
			} finally {
				trace("finally");
			}
		});
		yield* sleep(10);
		trace(task.cancel("wake up"), states(task));
		yield* untilCancelled(trace, task);
	},

	*cancel_is_thrown_in_a_turn_later(trace, loop) {
		const task = loop.createTask(() => untilCancelled(trace, new Future(), "child caught"));
		yield* sleep(0);
		loop.callSoon(trace, "soon 1");
		task.cancel();
		loop.callSoon(trace, "soon 2");
		trace("cancelled");
		yield* task;
	},

	*cancel_between_bare_turns(trace, loop) {
		const task = loop.createTask(function* () {
			for (let i = 0; i < 5; i += 1) {
				trace("step", i);
				yield* sleep(0);
			}
		});
		yield* sleep(0);
		yield* sleep(0);
		task.cancel();
		trace("cancelled");
		yield* untilCancelled(trace, task);
	},

	*cancel_twice_at_once(trace, loop) {
		const task = loop.createTask(function* () {
			trace("first", (yield* caught(CancelledError, new Future())).message);
			try {
				yield* sleep(0);
				trace("no second one");
			} catch (error) {
				trace("second", (error as CancelledError).message);
			}
			return self().cancelling();
		});
		yield* sleep(0);
		trace(task.cancel("one"), task.cancel("two"), task.cancelling());
		return yield* task;
	},

	*cancel_again_in_the_cleanup(trace, loop) {
		const task = loop.createTask(function* () {
			try {
				yield* sleep(100);
			} finally {
				trace("cleanup begins");
				try {
					yield* sleep(50);
				} finally {
					trace("cleanup is cancelled, too");
				}
			}
		});
		yield* sleep(1);
		task.cancel("one");
		yield* sleep(1);
		task.cancel("two");
		yield* untilCancelled(trace, task);
	},

	*swallowed_cancel(trace, loop) {
		const task = loop.createTask(function* () {
			yield* untilCancelled(trace, sleep(100), "swallows");
			yield* sleep(5);
			return "survives";
		});
		yield* sleep(1);
		task.cancel("go");
		trace(yield* task, task.cancelling(), states(task));
	},

	*swallowed_cancel_then_return(trace, loop) {
		const task = loop.createTask(function* () {
			yield* caught(CancelledError, sleep(100));
			return "instead";
		});
		yield* sleep(1);
		trace(task.cancel());
		return yield* task;
	},

	*another_error_after_cancel(trace, loop) {
		const task = loop.createTask(function* () {
			yield* caught(CancelledError, sleep(100));
			throw new ValueError("instead");
		});
		yield* sleep(1);
		task.cancel();
		const error = yield* caught(ValueError, task);
		trace(error, error.message, states(task));
	},

	*exception_in_finally(_trace, loop) {
		const task = loop.createTask(function* () {
			try {
				yield* sleep(100);
			} finally {
				// biome-ignore lint/correctness/noUnsafeFinally: the very thing to test
				throw new KeyError("from finally");
			}
		});
		yield* sleep(1);
		task.cancel();
		yield* task;
	},

	*return_in_finally(trace, loop) {
		const task = loop.createTask(function* () {
			try {
				yield* sleep(100);
			} finally {
				// biome-ignore lint/correctness/noUnsafeFinally: the very thing to test
				return "from finally";
			}
		});
		yield* sleep(1);
		task.cancel();
		trace(yield* task, states(task));
	},

	*cancel_just_before_the_end(trace, loop) {
		// biome-ignore lint/correctness/useYield: it waits for nothing
		const task = loop.createTask(function* () {
			self().cancel("myself");
			return "value";
		});
		yield* untilCancelled(trace, task);
		trace(states(task));
	},

	*cancel_oneself_and_wait(trace, loop) {
		const task = loop.createTask(function* () {
			trace(self().cancel("myself"), self().cancelling());
			yield* sleep(10);
			trace("never");
		});
		yield* untilCancelled(trace, task);
	},

	*cancel_oneself_and_take_it_back(trace, loop) {
		return yield* loop.createTask(function* () {
			self().cancel();
			trace(self().cancelling(), self().uncancel());
			yield* sleep(10);
			return "not cancelled";
		});
	},

	*cancel_when_the_future_is_done(trace, loop) {
		const future = new Future<string>();
		const task = loop.createTask(function* () {
			try {
				trace("value", yield* future);
				yield* sleep(0);
				trace("goes on");
			} catch (error) {
				trace("cancelled", (error as CancelledError).message);
			}
		});
		yield* sleep(0);
		future.setResult("x");
		trace(task.cancel("late"));
		yield* task;
	},

	*cancel_when_the_future_has_failed(trace, loop) {
		const future = new Future();
		const task = loop.createTask(function* () {
			trace("caught", yield* caught(Error, future));
		});
		yield* sleep(0);
		future.setException(new ValueError());
		task.cancel();
		yield* task;
	},

	*cancel_after_done_is_refused(trace, loop) {
		// biome-ignore lint/correctness/useYield: it waits for nothing
		const task = loop.createTask(function* () {
			return 1;
		});
		yield* task;
		trace(task.cancel(), task.cancelling(), states(task));
	},

	*uncancel_counts(trace, loop) {
		const task = loop.createTask(function* () {
			const me = self();
			yield* untilCancelled(trace, sleep(100));
			trace(me.cancelling(), me.uncancel(), me.uncancel(), me.uncancel());
			yield* sleep(1);
			return "ends";
		});
		yield* sleep(1);
		task.cancel();
		task.cancel();
		return yield* task;
	},

	*uncancel_all_before_it_is_delivered(trace, loop) {
		const task = loop.createTask(function* () {
			trace("begins");
			yield* sleep(1);
			return "never told";
		});
		task.cancel();
		trace(task.uncancel());
		return yield* task;
	},

	*cancel_reaches_the_awaited_task(trace, loop) {
		const inner = loop.createTask(function* () {
			try {
				yield* sleep(100);
			} finally {
				trace("inner ends");
			}
		});
		const outer = loop.createTask(function* () {
			try {
				yield* inner;
			} finally {
				trace("outer ends");
			}
		});
		yield* sleep(1);
		trace(outer.cancel("deep"), inner.cancelling());
		yield* untilCancelled(trace, outer);
		trace(states(inner), states(outer));
	},

	*awaited_task_swallows_the_cancel(trace, loop) {
		function* inner(): Coroutine<string> {
			yield* untilCancelled(trace, sleep(100), "inner swallows");
			return "value";
		}
		const task = loop.createTask(function* () {
			return yield* loop.createTask(inner);
		});
		yield* sleep(1);
		task.cancel();
		trace(yield* task, task.cancelling(), states(task));
	},

	*cancelled_task_cancels_no_waiter(trace, loop) {
		const inner = loop.createTask(function* () {
			yield* sleep(100);
		});
		const task = loop.createTask(function* () {
			yield* untilCancelled(trace, inner, "outer caught");
			return self().cancelling();
		});
		yield* sleep(1);
		inner.cancel("inner only");
		return yield* task;
	},

	*one_of_two_waiters_is_cancelled(trace, loop) {
		const future = new Future();
		function* waiter(name: string): Coroutine<void> {
			try {
				trace(name, "got", yield* future);
			} catch (error) {
				trace(name, "cancelled");
				throw error;
			}
		}
		const tasks = ["one", "two"].map((name) => loop.createTask(waiter(name)));
		yield* sleep(0);
		tasks[0]?.cancel();
		trace("future", states(future));
		yield* sleep(0);
		trace(tasks.map(states));
	},

	*chain_of_three_tasks_is_cancelled(trace, loop) {
		function* link(depth: number): Coroutine<void> {
			try {
				if (depth === 0) yield* sleep(100);
				else yield* loop.createTask(link(depth - 1));
			} finally {
				trace("link", depth, "ends");
			}
		}
		const task = loop.createTask(link(2));
		yield* sleep(1);
		task.cancel();
		loop.callSoon(() => tick(trace, loop, 4));
		yield* untilCancelled(trace, task);
	},

	*cleanup_may_wait(trace, loop) {
		const task = loop.createTask(function* () {
			try {
				yield* sleep(100);
			} finally {
				yield* sleep(7);
				trace("cleaned up");
			}
		});
		yield* sleep(1);
		task.cancel();
		yield* untilCancelled(trace, task);
	},

	*main_is_cancelled(trace, loop) {
		const main = self();
		loop.callLater(4, () => main.cancel("from outside"));
		try {
			yield* sleep(100);
		} finally {
			trace("main", main.cancelling());
		}
	},

	*done_callback_that_cancels_a_task(trace, loop) {
		const task = loop.createTask(() => untilCancelled(trace, sleep(100), "child caught"));
		const future = new Future<void>();
		future.addDoneCallback(() => trace(task.cancel("by callback")));
		loop.callLater(3, () => future.setResult());
		yield* task;
	},

	*task_names(trace, loop) {
		// biome-ignore lint/correctness/useYield: it waits for nothing
		function* child(): Coroutine<void> {
			trace("inside", self().getName());
			self().setName("renamed");
		}
		const task = loop.createTask(child, { name: "given" });
		trace(task.getName());
		yield* task;
		trace(task.getName());
	},

	*current_task_in_tasks_and_callbacks(trace, loop) {
		const main = currentTask();
		const task: Task<void> = loop.createTask(function* (): Coroutine<void> {
			trace("child", currentTask() === task);
			yield* sleep(0);
			trace("child again", currentTask() === task);
		});
		loop.callSoon(() => trace("callback", currentTask()));
		trace("main", currentTask() === main);
		yield* task;
		trace("main again", currentTask() === main);
	},

	*all_tasks_are_those_not_done(trace, loop) {
		function* child(ms: number): Coroutine<void> {
			yield* sleep(ms);
		}
		for (const ms of [10, 20]) loop.createTask(child(ms), { name: `child ${ms}` });
		self().setName("main");
		for (let i = 0; i < 3; i += 1) {
			trace(new Set([...allTasks()].map((task) => task.getName())));
			yield* sleep(15);
		}
	},

	*eager_task_begins_at_once(trace, loop) {
		function* child(): Coroutine<string> {
			trace("begins");
			yield* sleep(0);
			trace("ends");
			return "x";
		}
		const task = loop.createTask(child, eager);
		trace("made", states(task));
		return yield* task;
	},

	*eager_task_that_never_waits(trace, loop) {
		// biome-ignore lint/correctness/useYield: it waits for nothing
		function* child(): Coroutine<string> {
			return "at once";
		}
		const task = loop.createTask(child, eager);
		trace(states(task), task.result());
		loop.callSoon(trace, "soon");
		trace(yield* task);
	},

	*eager_task_that_fails_at_once(trace, loop) {
		// biome-ignore lint/correctness/useYield: it waits for nothing
		function* child(): Coroutine<void> {
			throw new ValueError("at once");
		}
		const task = loop.createTask(child, eager);
		trace(states(task), task.exception());
		yield* task;
	},

	*eager_task_is_the_current_one(trace, loop) {
		const main = currentTask();
		// biome-ignore lint/correctness/useYield: it waits for nothing
		function* child(): Coroutine<void> {
			trace("inside", currentTask() === main, self().getName());
		}
		loop.createTask(child, { ...eager, name: "eager" });
		trace("outside", currentTask() === main);
		yield* sleep(0);
	},

	*eager_tasks_within_one_another(trace, loop) {
		function* child(depth: number): Coroutine<void> {
			trace("begins", depth);
			if (depth > 0) {
				const inner = loop.createTask(child(depth - 1), eager);
				trace("made", depth, inner.done());
				yield* inner;
			} else {
				yield* sleep(0);
			}
			trace("ends", depth);
		}
		yield* loop.createTask(child(2), eager);
	},

	*eager_task_is_cancelled(trace, loop) {
		function* child(): Coroutine<string> {
			trace("begins");
			yield* untilCancelled(trace, new Future(), "child caught");
			return "ends";
		}
		const task = loop.createTask(child, eager);
		trace(task.cancel("soon"));
		return yield* task;
	},

	*waiting_for_oneself(trace, loop) {
		yield* loop.createTask(function* () {
			trace(yield* caught(RuntimeError, self()));
		});
	},

	*task_of_a_task_that_failed(trace, loop) {
		function* inner(): Coroutine<void> {
			yield* sleep(2);
			throw new ValueError("inner");
		}
		const task = loop.createTask(function* () {
			yield* loop.createTask(inner);
		});
		const error = yield* caught(ValueError, task);
		trace(error === task.exception(), error.message);
	},

	*two_tasks_hand_over_to_each_other(trace, loop) {
		const box: [Future<string>, Future<string>] = [new Future(), new Future()];
		function* player(me: 0 | 1): Coroutine<void> {
			for (let i = 0; i < 3; i += 1) {
				trace(me, yield* box[me]);
				box[me] = new Future();
				box[me === 0 ? 1 : 0].setResult(`ball ${i}`);
			}
		}
		const tasks = [loop.createTask(player(0)), loop.createTask(player(1))];
		yield* sleep(0);
		box[0].setResult("serve");
		for (const task of tasks) yield* task;
	},

	*deadlock_of_two_tasks(trace, loop) {
		const tasks: Task<void>[] = [];
		function* waitsFor(other: number): Coroutine<void> {
			trace("waits", other);
			yield* tasks[other] ?? sleep(0);
		}
		tasks.push(loop.createTask(waitsFor(1)), loop.createTask(waitsFor(0)));
		yield* tasks[0] ?? sleep(0);
	},

	*a_thousand_tasks_in_order(trace, loop) {
		const order: number[] = [];
		function* child(i: number): Coroutine<void> {
			yield* sleep(0);
			order.push(i);
		}
		const all = [...Array(1000).keys()];
		for (const task of all.map((i) => loop.createTask(child(i)))) yield* task;
		trace(order.join() === all.join());
	},

	*cancel_among_sleepers(trace, loop) {
		function* sleeper(name: string, ms: number): Coroutine<void> {
			try {
				yield* sleep(ms);
				trace(name, "slept");
			} catch (error) {
				trace(name, "woken");
				throw error;
			}
		}
		const tasks = (["a", "b", "c"] as const).map((name, i) => loop.createTask(sleeper(name, 30 - 10 * i)));
		yield* sleep(15);
		tasks[1]?.cancel();
		yield* sleep(25);
		trace(tasks.map(states));
	},
});
