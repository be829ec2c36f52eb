/** The programs of tasks.py, line by line, in generators. */
import { CancelledError, InvalidStateError, RuntimeError, ValueError } from "../../../src/errors.js";
import { type Coroutine, type Future, sleep, type Task } from "../../../src/futures/index.js";
import type { EventLoop } from "../../../src/loop/index.js";

/** A program: what it logs is its trace. */
export type Program = (loop: EventLoop, log: (...what: unknown[]) => void) => Coroutine<void>;

/** An error as tasks.py writes it. */
function nameOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.message === "" ? error.name : `${error.name}(${error.message})`;
}

/** Python's `except Kind as error`: gives the error of that class, throws any other. */
function expected(kind: abstract new (...args: never[]) => Error, error: unknown): Error {
	if (error instanceof kind) return error;
	throw error;
}

/** Waits for a task and writes down how it was cancelled. */
function* untilCancelled(
	task: Future<unknown>,
	log: (...what: unknown[]) => void,
	word = "caught",
): Coroutine<void> {
	try {
		yield* task;
	} catch (error) {
		log(word, nameOf(expected(CancelledError, error)));
	}
}

export const programs: Readonly<Record<string, Program>> = {
	*first_step_is_later(loop, log) {
		// biome-ignore lint/correctness/useYield: a coroutine that ends at once
		function* child(): Coroutine<number> {
			log("child runs");
			return 1;
		}
		log("before");
		const task = loop.createTask(child);
		log("made", task.done());
		yield* sleep(0);
		log("after one turn", task.done());
		log(yield* task);
	},

	*two_tasks_in_turn(loop, log) {
		function* child(name: string): Coroutine<void> {
			for (let i = 0; i < 3; i += 1) {
				log(name, i);
				yield* sleep(0);
			}
		}
		const a = loop.createTask(child("a"));
		const b = loop.createTask(child("b"));
		yield* a;
		log("a is done", b.done());
		yield* b;
	},

	*callbacks_and_tasks(loop, log) {
		const future = loop.createFuture<number>();
		function* waiter(name: string): Coroutine<void> {
			log(name, "waits");
			log(name, "got", yield* future);
		}
		const w1 = loop.createTask(waiter("w1"));
		yield* sleep(0);
		future.addDoneCallback(() => log("callback 1"));
		const w2 = loop.createTask(waiter("w2"));
		yield* sleep(0);
		future.addDoneCallback(() => log("callback 2"));
		loop.callSoon(() => log("soon before"));
		future.setResult(7);
		loop.callSoon(() => log("soon after"));
		future.addDoneCallback(() => log("callback 3"));
		log("set");
		yield* w1;
		log("w1 is done");
		yield* w2;
		log("w2 is done");
	},

	*done_future_is_no_wait(loop, log) {
		const future = loop.createFuture<string>();
		future.setResult("ready");
		loop.callSoon(() => log("soon"));
		log(yield* future);
		log("without a turn");
		yield* sleep(0);
		log("after a turn");
	},

	*chain_of_awaits(loop, log) {
		function* depth(n: number): Coroutine<number> {
			if (n === 0) {
				yield* sleep(0);
				return 0;
			}
			return 1 + (yield* depth(n - 1));
		}
		loop.callSoon(() => log("one turn"));
		loop.callSoon(() => loop.callSoon(() => log("two turns")));
		log(yield* depth(10));
	},

	*task_awaits_task(loop, log) {
		function* inner(): Coroutine<string> {
			log("inner 1");
			yield* sleep(0);
			log("inner 2");
			return "inner";
		}
		function* outer(): Coroutine<string> {
			log("outer 1");
			const result = yield* loop.createTask(inner);
			log("outer 2", result);
			return "outer";
		}
		const task = loop.createTask(outer);
		for (let i = 0; i < 6; i += 1) {
			loop.callSoon(() => log("marker", i));
			yield* sleep(0);
		}
		log(yield* task);
	},

	*exception_through_awaits(loop, log) {
		function* deep(): Coroutine<void> {
			yield* sleep(0);
			throw new ValueError("deep");
		}
		function* middle(): Coroutine<void> {
			try {
				yield* deep();
			} finally {
				log("middle cleans up");
			}
		}
		const task = loop.createTask(middle);
		try {
			yield* task;
		} catch (error) {
			log("caught", nameOf(expected(ValueError, error)));
		}
		log(task.done(), task.cancelled(), nameOf(task.exception()));
	},

	*cancel_before_first_step(loop, log) {
		// biome-ignore lint/correctness/useYield: a coroutine that ends at once
		function* child(): Coroutine<void> {
			log("never");
		}
		const task = loop.createTask(child);
		log("cancel", task.cancel());
		log("at once", task.done(), task.cancelled());
		yield* untilCancelled(task, log);
		log("cancelled", task.cancelled(), "again", task.cancel());
	},

	*cancel_at_each_await(loop, log) {
		function* child(): Coroutine<void> {
			for (let i = 0; i < 3; i += 1) {
				log("step", i);
				yield* sleep(0);
			}
			const future = loop.createFuture<void>();
			log("waits");
			yield* future;
		}
		for (let turns = 0; turns < 6; turns += 1) {
			const task = loop.createTask(child);
			for (let i = 0; i < turns; i += 1) yield* sleep(0);
			log("turns", turns, "cancel", task.cancel("stop"));
			yield* untilCancelled(task, log);
			log(task.cancelled());
		}
	},

	*cancel_is_delivered_in_the_next_turn(loop, log) {
		function* child(): Coroutine<void> {
			try {
				yield* loop.createFuture<void>();
			} catch (error) {
				log("child is told");
				throw error;
			}
		}
		const task = loop.createTask(child);
		yield* sleep(0);
		loop.callSoon(() => log("soon before"));
		task.cancel();
		loop.callSoon(() => log("soon after"));
		log("asked");
		try {
			yield* task;
		} catch (error) {
			expected(CancelledError, error);
			log("over");
		}
	},

	*cancel_swallowed(loop, log) {
		function* child(): Coroutine<string> {
			for (let i = 0; i < 2; i += 1) {
				try {
					yield* sleep(60_000);
				} catch (error) {
					log("swallows", nameOf(expected(CancelledError, error)));
				}
			}
			return "survived";
		}
		const task = loop.createTask(child);
		yield* sleep(0);
		task.cancel("one");
		yield* sleep(0);
		log(task.done(), task.cancelling());
		task.cancel("two");
		log(yield* task, task.cancelled(), task.cancelling());
	},

	*cancel_swallowed_before_return(loop, log) {
		function* child(): Coroutine<string | undefined> {
			try {
				yield* sleep(60_000);
			} catch (error) {
				expected(CancelledError, error);
				return "value";
			}
			return undefined;
		}
		const task = loop.createTask(child);
		yield* sleep(0);
		task.cancel();
		log(yield* task);
	},

	*cancel_of_oneself(loop, log) {
		function* child(): Coroutine<void> {
			task.cancel("me");
			log("goes on until it waits");
			try {
				yield* sleep(0);
			} catch (error) {
				log("caught", nameOf(expected(CancelledError, error)));
				throw error;
			}
		}
		const task: Task<void> = loop.createTask(child);
		yield* untilCancelled(task, log, "outside");
		log(task.cancelled());
	},

	*cancel_of_oneself_then_return(loop, log) {
		// biome-ignore lint/correctness/useYield: a coroutine that ends at once
		function* child(): Coroutine<string> {
			task.cancel("me");
			return "value";
		}
		const task: Task<string> = loop.createTask(child);
		yield* untilCancelled(task, log, "outside");
		log(task.cancelled());
	},

	*cancel_of_oneself_then_raise(loop, log) {
		// biome-ignore lint/correctness/useYield: a coroutine that ends at once
		function* child(): Coroutine<void> {
			task.cancel("me");
			throw new ValueError("mine");
		}
		const task: Task<void> = loop.createTask(child);
		try {
			log(yield* task);
		} catch (error) {
			log("outside", nameOf(expected(ValueError, error)));
		}
		log(task.cancelled());
	},

	*cancel_twice_before_a_step(loop, log) {
		function* child(): Coroutine<void> {
			try {
				yield* sleep(60_000);
			} catch (error) {
				log("first", nameOf(expected(CancelledError, error)));
			}
			try {
				yield* sleep(0);
				log("not told a second time");
			} catch (error) {
				log("second", nameOf(expected(CancelledError, error)));
			}
		}
		const task = loop.createTask(child);
		yield* sleep(0);
		log(task.cancel("a"), task.cancel("b"), task.cancelling());
		yield* task;
		log(task.cancelling());
	},

	*cancel_reaches_the_inner_task(loop, log) {
		let innerTask: Task<void> | undefined;
		function* inner(): Coroutine<void> {
			try {
				yield* sleep(60_000);
			} catch (error) {
				log("inner is told", nameOf(expected(CancelledError, error)));
				throw error;
			}
		}
		function* outer(): Coroutine<void> {
			innerTask = loop.createTask(inner);
			try {
				yield* innerTask;
			} catch (error) {
				log("outer is told", nameOf(expected(CancelledError, error)));
				throw error;
			}
		}
		const task = loop.createTask(outer);
		yield* sleep(0);
		yield* sleep(0);
		task.cancel("from outside");
		log("asked", innerTask?.cancelling(), task.cancelling());
		yield* untilCancelled(task, log);
		log(innerTask?.cancelled(), task.cancelled());
	},

	*inner_task_swallows(loop, log) {
		function* inner(): Coroutine<string | undefined> {
			try {
				yield* sleep(60_000);
			} catch (error) {
				expected(CancelledError, error);
				log("inner swallows");
				return "inner's value";
			}
			return undefined;
		}
		function* outer(): Coroutine<string> {
			const value = yield* loop.createTask(inner);
			log("outer gets", value);
			yield* sleep(0);
			log("outer goes on");
			return "outer's value";
		}
		const task = loop.createTask(outer);
		yield* sleep(0);
		yield* sleep(0);
		task.cancel();
		log(yield* task, task.cancelled(), task.cancelling());
	},

	*cancel_when_the_future_is_done_already(loop, log) {
		const future = loop.createFuture<string>();
		function* child(): Coroutine<void> {
			try {
				log("got", yield* future);
			} catch (error) {
				log("told", nameOf(expected(CancelledError, error)));
				throw error;
			}
		}
		const task = loop.createTask(child);
		yield* sleep(0);
		future.setResult("value");
		log("cancel", task.cancel("late"));
		yield* untilCancelled(task, log);
		log(task.cancelled());
	},

	*future_cancelled_by_somebody(loop, log) {
		const future = loop.createFuture<void>();
		function* child(name: string): Coroutine<void> {
			try {
				yield* future;
			} catch (error) {
				log(name, "told", nameOf(expected(CancelledError, error)));
				throw error;
			}
		}
		const a = loop.createTask(child("a"));
		const b = loop.createTask(child("b"));
		yield* sleep(0);
		future.cancel("gone");
		for (const task of [a, b]) {
			yield* untilCancelled(task, log);
			log(task.cancelled(), task.cancelling());
		}
	},

	*one_of_two_waiters_is_cancelled(loop, log) {
		const future = loop.createFuture<string>();
		function* child(name: string): Coroutine<void> {
			try {
				log(name, "got", yield* future);
			} catch (error) {
				log(name, "told", nameOf(expected(CancelledError, error)));
				throw error;
			}
		}
		const a = loop.createTask(child("a"));
		const b = loop.createTask(child("b"));
		yield* sleep(0);
		a.cancel("a only");
		yield* sleep(0);
		yield* sleep(0);
		log("a", a.cancelled(), "b", b.cancelled(), "future", future.cancelled());
	},

	*cleanup_waits(loop, log) {
		function* child(): Coroutine<void> {
			try {
				yield* sleep(60_000);
			} finally {
				log("cleanup 1");
				yield* sleep(0);
				log("cleanup 2");
			}
		}
		const task = loop.createTask(child);
		yield* sleep(0);
		task.cancel("x");
		yield* sleep(0);
		log("in between", task.done());
		yield* untilCancelled(task, log);
	},

	*cleanup_is_cancelled_too(loop, log) {
		function* child(): Coroutine<void> {
			try {
				yield* sleep(60_000);
			} finally {
				try {
					yield* sleep(60_000);
				} catch (error) {
					log("cleanup is told", nameOf(expected(CancelledError, error)));
					// biome-ignore lint/correctness/noUnsafeFinally: the second cancellation takes the first one's place
					throw error;
				}
			}
		}
		const task = loop.createTask(child);
		yield* sleep(0);
		task.cancel("one");
		yield* sleep(0);
		task.cancel("two");
		yield* untilCancelled(task, log);
		log(task.cancelling());
	},

	*raises_something_else_when_cancelled(loop, log) {
		function* child(): Coroutine<void> {
			try {
				yield* sleep(60_000);
			} catch (error) {
				expected(CancelledError, error);
				throw new ValueError("instead");
			}
		}
		const task = loop.createTask(child);
		yield* sleep(0);
		task.cancel();
		try {
			yield* task;
		} catch (error) {
			log("caught", nameOf(expected(ValueError, error)));
		}
		log(task.cancelled());
	},

	*counts_of_cancelling(loop, log) {
		function* child(): Coroutine<string> {
			for (;;) {
				try {
					yield* sleep(60_000);
				} catch (error) {
					expected(CancelledError, error);
					log("told", task.cancelling(), "left", task.uncancel());
					if (task.cancelling() === 0) return "uncancelled";
				}
			}
		}
		const task: Task<string> = loop.createTask(child);
		yield* sleep(0);
		log(task.cancelling(), task.uncancel());
		task.cancel();
		log(yield* task, task.cancelling(), task.uncancel());
	},

	*wrong_yields(loop, log) {
		function* child(): Coroutine<string> {
			for (const value of [5, "text"]) {
				try {
					yield value as never;
					log("not refused");
				} catch (error) {
					expected(RuntimeError, error);
					log("refused");
				}
			}
			yield undefined;
			log("a bare turn is all right");
			return "done";
		}
		const task = loop.createTask(child);
		for (let i = 0; i < 4; i += 1) {
			loop.callSoon(() => log("turn", i));
			yield* sleep(0);
		}
		log(yield* task);
	},

	*waits_for_itself(loop, log) {
		function* child(): Coroutine<string> {
			try {
				yield* task;
			} catch (error) {
				expected(RuntimeError, error);
				log("refused");
			}
			return "done";
		}
		const task: Task<string> = loop.createTask(child);
		log(yield* task);
	},

	*failed_future_thrown_in(loop, log) {
		const future = loop.createFuture<void>();
		function* child(name: string): Coroutine<string> {
			try {
				yield* future;
			} catch (error) {
				log(name, "caught", nameOf(expected(ValueError, error)));
			}
			return name;
		}
		const tasks = ["a", "b"].map((name) => loop.createTask(child(name)));
		yield* sleep(0);
		future.setException(new ValueError("shared"));
		for (const task of tasks) log(yield* task);
	},

	*timers_in_order(loop, log) {
		const now = loop.time();
		loop.callAt(now + 3, log, "c");
		loop.callAt(now + 1, log, "a");
		loop.callAt(now + 2, log, "b");
		const cancelled = loop.callAt(now + 1.5, log, "never");
		loop.callLater(-1000, log, "past");
		loop.callSoon(log, "soon");
		cancelled.cancel();
		log("set");
		yield* sleep(30);
	},

	*done_callback_of_task(loop, log) {
		// biome-ignore lint/correctness/useYield: a coroutine that ends at once
		function* child(): Coroutine<number> {
			log("child");
			return 1;
		}
		const task = loop.createTask(child);
		task.addDoneCallback((done) => log("callback", done.result()));
		loop.callSoon(() => log("soon"));
		yield* task;
		log("awaited");
		yield* sleep(0);
		log("a turn later");
	},

	*callback_removed_by_callback(loop, log) {
		const future = loop.createFuture<void>();
		const second = () => log("second");
		future.addDoneCallback(() => log("first", future.removeDoneCallback(second)));
		future.addDoneCallback(second);
		future.setResult();
		yield* sleep(0);
		yield* sleep(0);
	},

	*settled_twice(loop, log) {
		const refused = (kind: abstract new (...args: never[]) => Error, action: () => unknown) => {
			try {
				action();
			} catch (error) {
				log(expected(kind, error).name);
			}
		};
		const future = loop.createFuture<number>();
		future.setResult(1);
		refused(InvalidStateError, () => future.setResult(2));
		refused(InvalidStateError, () => future.setException(new ValueError()));
		log(future.cancel(), future.result());
		const pending = loop.createFuture<number>();
		refused(InvalidStateError, () => pending.result());
		refused(InvalidStateError, () => pending.exception());
		pending.cancel("m");
		refused(CancelledError, () => pending.result());
		refused(CancelledError, () => pending.exception());
		yield* sleep(0);
	},

	*handle_cancelled_in_the_same_turn(loop, log) {
		loop.callSoon(() => {
			log("first");
			handle.cancel();
		});
		const handle = loop.callSoon(() => log("never"));
		loop.callSoon(() => log("third", handle.cancelled()));
		yield* sleep(0);
		yield* sleep(0);
	},

	*ping_pong(loop, log) {
		const balls = [loop.createFuture<number>(), loop.createFuture<number>()] as [
			Future<number>,
			Future<number>,
		];
		function* player(me: 0 | 1): Coroutine<void> {
			const other = me === 0 ? 1 : 0;
			for (let i = 0; i < 3; i += 1) {
				const ball: number = yield* balls[me];
				balls[me] = loop.createFuture<number>();
				log("player", me, "ball", ball);
				balls[other].setResult(ball + 1);
			}
		}
		const a = loop.createTask(player(0));
		const b = loop.createTask(player(1));
		yield* sleep(0);
		balls[0].setResult(0);
		yield* a;
		yield* b;
	},
};
