/** Tasks, in async functions, as CPython has them. */
import { CancelledError, KeyError, RuntimeError, ValueError } from "../../src/errors.js";
import { allTasks, currentTask, Future, sleep, type Task } from "../../src/futures/index.js";
import type { EventLoop } from "../../src/loop/index.js";
import { caughtAsync } from "./helpers/caught-async.js";
import { compareAsyncWithPython } from "./helpers/compare-async-with-python.js";
import type { Trace } from "./helpers/trace.js";

function states(task: Future<unknown>): boolean[] {
	return [task.done(), task.cancelled()];
}

async function untilCancelled(trace: Trace, awaitable: PromiseLike<unknown>, word = "caught"): Promise<void> {
	const error = await caughtAsync(CancelledError, awaitable);
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

compareAsyncWithPython(
	"tasks",
	{
		async first_step_is_taken_later(trace, loop) {
			const task = loop.createTask(async () => {
				trace("child");
			});
			trace("made", task.done());
			await sleep(0);
			trace("a turn later", task.done());
		},

		async tasks_begin_in_order_among_call_soons(trace, loop) {
			async function child(name: number): Promise<void> {
				trace("child", name);
			}
			loop.callSoon(trace, "soon 1");
			const one = loop.createTask(() => child(1));
			loop.callSoon(trace, "soon 2");
			const two = loop.createTask(() => child(2));
			loop.callSoon(trace, "soon 3");
			await one;
			await two;
		},

		async steps_interleave(trace, loop) {
			async function child(name: string, steps: number): Promise<void> {
				for (let i = 0; i < steps; i += 1) {
					trace(name, i);
					await sleep(0);
				}
				trace(name, "ends");
			}
			const tasks = [loop.createTask(() => child("a", 3)), loop.createTask(() => child("b", 1))];
			tasks.push(loop.createTask(() => child("c", 2)));
			for (const task of tasks) await task;
		},

		async sleep_zero_is_one_turn(trace, loop) {
			loop.callSoon(() => tick(trace, loop, 3));
			for (let i = 0; i < 3; i += 1) {
				await sleep(0);
				trace("step", i);
			}
		},

		async coroutines_add_no_turns(trace, loop) {
			loop.callSoon(trace, "soon");
			async function inner(depth: number): Promise<number> {
				return depth > 0 ? 1 + (await inner(depth - 1)) : 0;
			}
			trace("depth", await inner(5));
			await sleep(0);
		},

		async awaited_task_takes_turns(trace, loop) {
			const task = loop.createTask(async () => {
				trace("child begins");
				await sleep(0);
				trace("child ends");
				return "x";
			});
			loop.callSoon(() => tick(trace, loop, 4));
			trace("got", await task);
		},

		async done_callbacks_before_the_awaiting_task(trace, loop) {
			const task = loop.createTask(async () => 1);
			task.addDoneCallback((t) => trace("callback", t.result()));
			trace("awaited", await task);
		},

		async result_and_exception_of_a_task(trace, loop) {
			const one = loop.createTask(async () => "value");
			const two = loop.createTask(async () => {
				throw new ValueError("why");
			});
			await sleep(0);
			trace(one.result(), one.exception(), states(one));
			trace(two.exception(), (two.exception() as Error).message, states(two));
			await two;
		},

		async result_of_a_task_cannot_be_set(trace, loop) {
			const task = loop.createTask(async () => "its own");
			for (const call of [() => task.setResult("x"), () => task.setException(new ValueError())]) {
				try {
					call();
				} catch (error) {
					trace(error);
				}
			}
			return await task;
		},

		async failed_task_that_nobody_awaits(trace, loop) {
			loop.createTask(async () => {
				throw new ValueError();
			});
			await sleep(0);
			await sleep(0);
			trace("main ends");
		},

		async failed_task_awaited_later(trace, loop) {
			async function fails(after: number): Promise<void> {
				await sleep(after);
				throw new ValueError(String(after));
			}
			for (const task of [loop.createTask(() => fails(20)), loop.createTask(() => fails(5))]) {
				trace((await caughtAsync(ValueError, task)).message);
			}
		},

		async cancel_before_the_first_step(trace, loop) {
			const task = loop.createTask(async () => {
				trace("never begins");
			});
			trace(task.cancel("early"), states(task));
			await untilCancelled(trace, task);
			trace(states(task));
		},

		async cancel_while_asleep(trace, loop) {
			const task = loop.createTask(async () => {
				try {
					await sleep(100);
				} finally {
					trace("finally");
				}
			});
			await sleep(10);
			trace(task.cancel("wake up"), states(task));
			await untilCancelled(trace, task);
		},

		async cancel_is_thrown_in_a_turn_later(trace, loop) {
			const task = loop.createTask(() => untilCancelled(trace, new Future(), "child caught"));
			await sleep(0);
			loop.callSoon(trace, "soon 1");
			task.cancel();
			loop.callSoon(trace, "soon 2");
			trace("cancelled");
			await task;
		},

		async cancel_between_bare_turns(trace, loop) {
			const task = loop.createTask(async () => {
				for (let i = 0; i < 5; i += 1) {
					trace("step", i);
					await sleep(0);
				}
			});
			await sleep(0);
			await sleep(0);
			task.cancel();
			trace("cancelled");
			await untilCancelled(trace, task);
		},

		async cancel_twice_at_once(trace, loop) {
			const task = loop.createTask(async () => {
				trace("first", (await caughtAsync(CancelledError, new Future())).message);
				try {
					await sleep(0);
					trace("no second one");
				} catch (error) {
					trace("second", (error as CancelledError).message);
				}
				return self().cancelling();
			});
			await sleep(0);
			trace(task.cancel("one"), task.cancel("two"), task.cancelling());
			return await task;
		},

		async cancel_again_in_the_cleanup(trace, loop) {
			const task = loop.createTask(async () => {
				try {
					await sleep(100);
				} finally {
					trace("cleanup begins");
					try {
						await sleep(50);
					} finally {
						trace("cleanup is cancelled, too");
					}
				}
			});
			await sleep(1);
			task.cancel("one");
			await sleep(1);
			task.cancel("two");
			await untilCancelled(trace, task);
		},

		async swallowed_cancel(trace, loop) {
			const task = loop.createTask(async () => {
				await untilCancelled(trace, sleep(100), "swallows");
				await sleep(5);
				return "survives";
			});
			await sleep(1);
			task.cancel("go");
			trace(await task, task.cancelling(), states(task));
		},

		async swallowed_cancel_then_return(trace, loop) {
			const task = loop.createTask(async () => {
				await caughtAsync(CancelledError, sleep(100));
				return "instead";
			});
			await sleep(1);
			trace(task.cancel());
			return await task;
		},

		async another_error_after_cancel(trace, loop) {
			const task = loop.createTask(async () => {
				await caughtAsync(CancelledError, sleep(100));
				throw new ValueError("instead");
			});
			await sleep(1);
			task.cancel();
			const error = await caughtAsync(ValueError, task);
			trace(error, error.message, states(task));
		},

		async exception_in_finally(_trace, loop) {
			const task = loop.createTask(async () => {
				try {
					await sleep(100);
				} finally {
					// biome-ignore lint/correctness/noUnsafeFinally: the very thing to test
					throw new KeyError("from finally");
				}
			});
			await sleep(1);
			task.cancel();
			await task;
		},

		async return_in_finally(trace, loop) {
			const task = loop.createTask(async () => {
				try {
					await sleep(100);
				} finally {
					// biome-ignore lint/correctness/noUnsafeFinally: the very thing to test
					return "from finally";
				}
			});
			await sleep(1);
			task.cancel();
			trace(await task, states(task));
		},

		async cancel_just_before_the_end(trace, loop) {
			const task = loop.createTask(async () => {
				self().cancel("myself");
				return "value";
			});
			await untilCancelled(trace, task);
			trace(states(task));
		},

		async cancel_oneself_and_wait(trace, loop) {
			const task = loop.createTask(async () => {
				trace(self().cancel("myself"), self().cancelling());
				await sleep(10);
				trace("never");
			});
			await untilCancelled(trace, task);
		},

		async cancel_oneself_and_take_it_back(trace, loop) {
			return await loop.createTask(async () => {
				self().cancel();
				trace(self().cancelling(), self().uncancel());
				await sleep(10);
				return "not cancelled";
			});
		},

		async cancel_when_the_future_is_done(trace, loop) {
			const future = new Future<string>();
			const task = loop.createTask(async () => {
				try {
					trace("value", await future);
					await sleep(0);
					trace("goes on");
				} catch (error) {
					trace("cancelled", (error as CancelledError).message);
				}
			});
			await sleep(0);
			future.setResult("x");
			trace(task.cancel("late"));
			await task;
		},

		async cancel_when_the_future_has_failed(trace, loop) {
			const future = new Future();
			const task = loop.createTask(async () => {
				trace("caught", await caughtAsync(Error, future));
			});
			await sleep(0);
			future.setException(new ValueError());
			task.cancel();
			await task;
		},

		async cancel_after_done_is_refused(trace, loop) {
			const task = loop.createTask(async () => 1);
			await task;
			trace(task.cancel(), task.cancelling(), states(task));
		},

		async uncancel_counts(trace, loop) {
			const task = loop.createTask(async () => {
				const me = self();
				await untilCancelled(trace, sleep(100));
				trace(me.cancelling(), me.uncancel(), me.uncancel(), me.uncancel());
				await sleep(1);
				return "ends";
			});
			await sleep(1);
			task.cancel();
			task.cancel();
			return await task;
		},

		async uncancel_all_before_it_is_delivered(trace, loop) {
			const task = loop.createTask(async () => {
				trace("begins");
				await sleep(1);
				return "never told";
			});
			task.cancel();
			trace(task.uncancel());
			return await task;
		},

		async cancel_reaches_the_awaited_task(trace, loop) {
			const inner = loop.createTask(async () => {
				try {
					await sleep(100);
				} finally {
					trace("inner ends");
				}
			});
			const outer = loop.createTask(async () => {
				try {
					await inner;
				} finally {
					trace("outer ends");
				}
			});
			await sleep(1);
			trace(outer.cancel("deep"), inner.cancelling());
			await untilCancelled(trace, outer);
			trace(states(inner), states(outer));
		},

		async awaited_task_swallows_the_cancel(trace, loop) {
			async function inner(): Promise<string> {
				await untilCancelled(trace, sleep(100), "inner swallows");
				return "value";
			}
			const task = loop.createTask(async () => await loop.createTask(inner));
			await sleep(1);
			task.cancel();
			trace(await task, task.cancelling(), states(task));
		},

		async cancelled_task_cancels_no_waiter(trace, loop) {
			const inner = loop.createTask(async () => {
				await sleep(100);
			});
			const task = loop.createTask(async () => {
				await untilCancelled(trace, inner, "outer caught");
				return self().cancelling();
			});
			await sleep(1);
			inner.cancel("inner only");
			return await task;
		},

		async one_of_two_waiters_is_cancelled(trace, loop) {
			const future = new Future();
			async function waiter(name: string): Promise<void> {
				try {
					trace(name, "got", await future);
				} catch (error) {
					trace(name, "cancelled");
					throw error;
				}
			}
			const tasks = ["one", "two"].map((name) => loop.createTask(() => waiter(name)));
			await sleep(0);
			tasks[0]?.cancel();
			trace("future", states(future));
			await sleep(0);
			trace(tasks.map(states));
		},

		async chain_of_three_tasks_is_cancelled(trace, loop) {
			async function link(depth: number): Promise<void> {
				try {
					if (depth === 0) await sleep(100);
					else await loop.createTask(() => link(depth - 1));
				} finally {
					trace("link", depth, "ends");
				}
			}
			const task = loop.createTask(() => link(2));
			await sleep(1);
			task.cancel();
			loop.callSoon(() => tick(trace, loop, 4));
			await untilCancelled(trace, task);
		},

		async cleanup_may_wait(trace, loop) {
			const task = loop.createTask(async () => {
				try {
					await sleep(100);
				} finally {
					await sleep(7);
					trace("cleaned up");
				}
			});
			await sleep(1);
			task.cancel();
			await untilCancelled(trace, task);
		},

		async main_is_cancelled(trace, loop) {
			const main = self();
			loop.callLater(4, () => main.cancel("from outside"));
			try {
				await sleep(100);
			} finally {
				trace("main", main.cancelling());
			}
		},

		async done_callback_that_cancels_a_task(trace, loop) {
			const task = loop.createTask(() => untilCancelled(trace, sleep(100), "child caught"));
			const future = new Future<void>();
			future.addDoneCallback(() => trace(task.cancel("by callback")));
			loop.callLater(3, () => future.setResult());
			await task;
		},

		async task_names(trace, loop) {
			async function child(): Promise<void> {
				trace("inside", self().getName());
				self().setName("renamed");
			}
			const task = loop.createTask(child, { name: "given" });
			trace(task.getName());
			await task;
			trace(task.getName());
		},

		async current_task_in_tasks_and_callbacks(trace, loop) {
			const main = currentTask();
			const task: Task<void> = loop.createTask(async (): Promise<void> => {
				trace("child", currentTask() === task);
				await sleep(0);
				trace("child again", currentTask() === task);
			});
			loop.callSoon(() => trace("callback", currentTask()));
			trace("main", currentTask() === main);
			await task;
			trace("main again", currentTask() === main);
		},

		async all_tasks_are_those_not_done(trace, loop) {
			async function child(ms: number): Promise<void> {
				await sleep(ms);
			}
			for (const ms of [10, 20]) loop.createTask(() => child(ms), { name: `child ${ms}` });
			self().setName("main");
			for (let i = 0; i < 3; i += 1) {
				trace(new Set([...allTasks()].map((task) => task.getName())));
				await sleep(15);
			}
		},

		async eager_task_begins_at_once(trace, loop) {
			async function child(): Promise<string> {
				trace("begins");
				await sleep(0);
				trace("ends");
				return "x";
			}
			const task = loop.createTask(child, eager);
			trace("made", states(task));
			return await task;
		},

		async eager_task_that_never_waits(trace, loop) {
			async function child(): Promise<string> {
				return "at once";
			}
			const task = loop.createTask(child, eager);
			trace(states(task), task.result());
			loop.callSoon(trace, "soon");
			trace(await task);
		},

		async eager_task_that_fails_at_once(trace, loop) {
			async function child(): Promise<void> {
				throw new ValueError("at once");
			}
			const task = loop.createTask(child, eager);
			trace(states(task), task.exception());
			await task;
		},

		async eager_task_is_the_current_one(trace, loop) {
			const main = currentTask();
			async function child(): Promise<void> {
				trace("inside", currentTask() === main, self().getName());
			}
			loop.createTask(child, { ...eager, name: "eager" });
			trace("outside", currentTask() === main);
			await sleep(0);
		},

		async eager_tasks_within_one_another(trace, loop) {
			async function child(depth: number): Promise<void> {
				trace("begins", depth);
				if (depth > 0) {
					const inner = loop.createTask(() => child(depth - 1), eager);
					trace("made", depth, inner.done());
					await inner;
				} else {
					await sleep(0);
				}
				trace("ends", depth);
			}
			await loop.createTask(() => child(2), eager);
		},

		async eager_task_is_cancelled(trace, loop) {
			async function child(): Promise<string> {
				trace("begins");
				await untilCancelled(trace, new Future(), "child caught");
				return "ends";
			}
			const task = loop.createTask(child, eager);
			trace(task.cancel("soon"));
			return await task;
		},

		async waiting_for_oneself(trace, loop) {
			await loop.createTask(async () => {
				trace(await caughtAsync(RuntimeError, self()));
			});
		},

		async task_of_a_task_that_failed(trace, loop) {
			async function inner(): Promise<void> {
				await sleep(2);
				throw new ValueError("inner");
			}
			const task = loop.createTask(async () => {
				await loop.createTask(inner);
			});
			const error = await caughtAsync(ValueError, task);
			trace(error === task.exception(), error.message);
		},

		async two_tasks_hand_over_to_each_other(trace, loop) {
			const box: [Future<string>, Future<string>] = [new Future(), new Future()];
			async function player(me: 0 | 1): Promise<void> {
				for (let i = 0; i < 3; i += 1) {
					trace(me, await box[me]);
					box[me] = new Future();
					box[me === 0 ? 1 : 0].setResult(`ball ${i}`);
				}
			}
			const tasks = [loop.createTask(() => player(0)), loop.createTask(() => player(1))];
			await sleep(0);
			box[0].setResult("serve");
			for (const task of tasks) await task;
		},

		async deadlock_of_two_tasks(trace, loop) {
			const tasks: Task<void>[] = [];
			async function waitsFor(other: number): Promise<void> {
				trace("waits", other);
				(await tasks[other]) ?? sleep(0);
			}
			tasks.push(
				loop.createTask(() => waitsFor(1)),
				loop.createTask(() => waitsFor(0)),
			);
			(await tasks[0]) ?? sleep(0);
		},

		async a_thousand_tasks_in_order(trace, loop) {
			const order: number[] = [];
			async function child(i: number): Promise<void> {
				await sleep(0);
				order.push(i);
			}
			const all = [...Array(1000).keys()];
			for (const task of all.map((i) => loop.createTask(() => child(i)))) await task;
			trace(order.join() === all.join());
		},

		async cancel_among_sleepers(trace, loop) {
			async function sleeper(name: string, ms: number): Promise<void> {
				try {
					await sleep(ms);
					trace(name, "slept");
				} catch (error) {
					trace(name, "woken");
					throw error;
				}
			}
			const tasks = (["a", "b", "c"] as const).map((name, i) =>
				loop.createTask(() => sleeper(name, 30 - 10 * i)),
			);
			await sleep(15);
			tasks[1]?.cancel();
			await sleep(25);
			trace(tasks.map(states));
		},
	},
	{
		// An await goes on in a microtask, when the round is over.
		sleep_zero_is_one_turn: "order",
		awaited_task_takes_turns: "order",
		cancel_is_thrown_in_a_turn_later: "order",
		cancel_between_bare_turns: "order",
		chain_of_three_tasks_is_cancelled: "order",
		// What a future has to give by then is not lost: the next await raises.
		cancel_when_the_future_is_done: ["0 True", "0 value x", "0 cancelled late", "0 returned None"],
		cancel_when_the_future_has_failed: ["0 caught ValueError", "0 raised CancelledError"],
		// A promise tells its outcome in a microtask: no async function is done inside the call that starts it.
		eager_task_that_never_waits: ["0 raised InvalidStateError"],
		eager_task_that_fails_at_once: ["0 raised InvalidStateError", "0 unseen ValueError"],
	},
);
