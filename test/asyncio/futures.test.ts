/** Futures, as CPython has them. */
import { CancelledError, KeyError, OSError, RuntimeError, ValueError } from "../../src/errors.js";
import { type Coroutine, currentTask, Future, sleep, Task } from "../../src/futures/index.js";
import { caught } from "./helpers/caught.js";
import { compareWithPython } from "./helpers/compare-with-python.js";
import type { Trace } from "./helpers/trace.js";

function states(future: Future<unknown>): boolean[] {
	return [future.done(), future.cancelled()];
}

/** Traces what a call gives or throws. */
function attempt(trace: Trace, word: string, call: () => unknown): void {
	try {
		trace(word, call());
	} catch (error) {
		trace(word, "raises", error);
	}
}

compareWithPython("futures", {
	// biome-ignore lint/correctness/useYield: it waits for nothing
	*states_of_one_with_a_result(trace) {
		const future = new Future<number>();
		trace(states(future));
		future.setResult(1);
		trace(states(future), future.result(), future.exception());
	},

	*states_of_one_that_failed(trace) {
		const future = new Future();
		future.setException(new ValueError("no"));
		trace(states(future), future.exception(), (future.exception() as Error).message);
		attempt(trace, "result", () => future.result());
	},

	*states_of_one_that_was_cancelled(trace) {
		const future = new Future();
		trace(future.cancel());
		trace(states(future));
		attempt(trace, "result", () => future.result());
		attempt(trace, "exception", () => future.exception());
	},

	*result_of_a_pending_one(trace) {
		const future = new Future();
		attempt(trace, "result", () => future.result());
		attempt(trace, "exception", () => future.exception());
	},

	*result_is_set_twice(trace) {
		const future = new Future<number>();
		future.setResult(1);
		attempt(trace, "result again", () => future.setResult(2));
		attempt(trace, "exception after", () => future.setException(new ValueError()));
		return yield* future;
	},

	*exception_is_set_twice(trace) {
		const future = new Future<number>();
		future.setException(new ValueError("first"));
		attempt(trace, "exception again", () => future.setException(new KeyError()));
		attempt(trace, "result after", () => future.setResult(2));
		yield* future;
	},

	*set_after_cancel(trace) {
		const future = new Future<number>();
		future.cancel();
		attempt(trace, "result", () => future.setResult(2));
		attempt(trace, "exception", () => future.setException(new ValueError()));
		trace(states(future));
	},

	*cancel_after_done(trace) {
		const ways: ((future: Future<number>) => void)[] = [
			(future) => future.setResult(1),
			(future) => future.setException(new ValueError()),
			(future) => future.cancel(),
		];
		for (const settle of ways) {
			const future = new Future<number>();
			settle(future);
			trace(future.cancel("late"), states(future));
			if (!future.cancelled()) future.exception();
		}
	},

	*result_may_be_nothing(trace) {
		const future = new Future<undefined>();
		future.setResult(undefined);
		trace(future.done(), future.result(), yield* future);
	},

	*a_failure_can_be_read_again(trace) {
		const future = new Future();
		future.setException(new ValueError("same"));
		const first = future.exception();
		trace(first === future.exception());
		for (let i = 0; i < 2; i += 1) {
			const error = yield* caught(ValueError, future);
			trace("awaited", error === first);
		}
	},

	*await_of_a_done_one_gives_no_turn(trace, loop) {
		const future = new Future<string>();
		future.setResult("ready");
		loop.callSoon(trace, "soon");
		trace(yield* future);
		trace("before any callback");
		yield* sleep(0);
	},

	*await_of_a_pending_one(trace, loop) {
		const future = new Future<string>();
		loop.callLater(10, () => future.setResult("late"));
		trace("waits");
		return yield* future;
	},

	*await_of_one_that_fails_later(trace, loop) {
		const future = new Future();
		loop.callLater(5, () => future.setException(new ValueError("later")));
		const error = yield* caught(ValueError, future);
		trace("caught", error, error.message);
		throw new KeyError();
	},

	*await_of_a_cancelled_one(trace) {
		const future = new Future();
		future.cancel("stop");
		const error = yield* caught(CancelledError, future);
		trace("caught", error, error.message);
	},

	*await_of_one_cancelled_meanwhile(trace, loop) {
		const future = new Future();
		loop.callLater(3, () => future.cancel("meanwhile"));
		const error = yield* caught(CancelledError, future);
		trace("caught", error, error.message);
		trace(states(future), currentTask()?.cancelling());
	},

	*cancel_without_a_message(trace) {
		const future = new Future();
		future.cancel();
		const error = yield* caught(CancelledError, future);
		trace("caught", error, [error.message]);
	},

	// biome-ignore lint/correctness/useYield: it waits for nothing
	*the_first_message_counts(trace) {
		const future = new Future();
		trace(future.cancel("one"), future.cancel("two"));
		try {
			future.result();
		} catch (error) {
			trace((error as CancelledError).message);
		}
	},

	*callbacks_run_in_order_and_later(trace) {
		const future = new Future<string>();
		for (let i = 0; i < 4; i += 1) future.addDoneCallback((f) => trace("callback", i, f.result()));
		future.setResult("x");
		trace("set");
		yield* sleep(0);
		trace("a turn later");
	},

	*callback_added_to_a_done_one(trace) {
		const future = new Future<number>();
		future.setResult(1);
		future.addDoneCallback((f) => trace("called", f === future));
		trace("added");
		yield* sleep(0);
		trace("a turn later");
	},

	*callback_added_by_a_callback(trace) {
		const future = new Future<void>();
		future.addDoneCallback((f) => {
			trace("first");
			f.addDoneCallback(() => trace("third"));
		});
		future.addDoneCallback(() => trace("second"));
		future.setResult();
		for (let turn = 0; turn < 3; turn += 1) {
			yield* sleep(0);
			trace("turn", turn);
		}
	},

	*the_same_callback_twice(trace) {
		const future = new Future<void>();
		const callback = () => trace("called");
		future.addDoneCallback(callback);
		future.addDoneCallback(callback);
		future.setResult();
		yield* sleep(0);
	},

	*removed_callbacks(trace) {
		const future = new Future<void>();
		const gone = () => trace("never");
		const stays = () => trace("stays");
		for (const callback of [gone, stays, gone]) future.addDoneCallback(callback);
		trace(future.removeDoneCallback(gone), future.removeDoneCallback(gone));
		future.setResult();
		yield* sleep(0);
	},

	*callback_removed_after_done(trace) {
		const future = new Future<void>();
		const callback = () => trace("called all the same");
		future.addDoneCallback(callback);
		future.setResult();
		trace(future.removeDoneCallback(callback));
		yield* sleep(0);
	},

	*a_throwing_callback_stops_no_other(trace) {
		const future = new Future<void>();
		future.addDoneCallback(() => {
			trace("throws");
			throw new ValueError();
		});
		future.addDoneCallback(() => trace("the next"));
		future.setResult();
		yield* sleep(0);
		return yield* sleep(1, "goes on");
	},

	*callbacks_of_a_cancelled_one(trace) {
		const future = new Future();
		future.addDoneCallback((f) => trace("told", f.cancelled()));
		future.cancel();
		trace("cancelled");
		yield* sleep(0);
	},

	*callbacks_between_call_soons(trace, loop) {
		const future = new Future<void>();
		future.addDoneCallback(() => trace("done callback"));
		loop.callSoon(trace, "soon, before");
		future.setResult();
		loop.callSoon(trace, "soon, after");
		yield* sleep(0);
	},

	*waiters_wake_in_order(trace, loop) {
		const future = new Future<string>();
		function* waiter(name: string): Coroutine<void> {
			trace(name, yield* future);
		}
		const tasks = ["a", "b", "c"].map((name) => loop.createTask(waiter(name)));
		yield* sleep(0);
		future.setResult("go");
		for (const task of tasks) yield* task;
	},

	*waiters_and_callbacks_in_order_of_coming(trace, loop) {
		const future = new Future<string>();
		function* waiter(name: string): Coroutine<void> {
			trace(name, yield* future);
		}
		loop.createTask(waiter("task 1"));
		yield* sleep(0);
		future.addDoneCallback(() => trace("callback 1"));
		loop.createTask(waiter("task 2"));
		yield* sleep(0);
		future.addDoneCallback(() => trace("callback 2"));
		future.setResult("go");
		yield* sleep(0);
	},

	*two_waiters_see_the_same_failure(trace, loop) {
		const future = new Future();
		const seen: Error[] = [];
		function* waiter(): Coroutine<void> {
			const error = yield* caught(ValueError, future);
			seen.push(error);
			trace("caught", error);
		}
		const tasks = [loop.createTask(waiter), loop.createTask(waiter)];
		yield* sleep(0);
		future.setException(new ValueError());
		for (const task of tasks) yield* task;
		trace("the same", seen[0] === seen[1]);
	},

	*two_waiters_of_a_cancelled_one(trace, loop) {
		const future = new Future();
		function* waiter(name: string): Coroutine<void> {
			const error = yield* caught(CancelledError, future);
			trace(name, "caught", error, error.message);
			throw error;
		}
		const tasks = ["a", "b"].map((name) => loop.createTask(waiter(name)));
		yield* sleep(0);
		future.cancel("both");
		yield* sleep(0);
		trace(tasks.map((task) => task.cancelled()));
	},

	*future_of_futures(trace) {
		const outer = new Future<Future<string>>();
		const inner = new Future<string>();
		outer.setResult(inner);
		const got = yield* outer;
		trace(got === inner, got.done());
		inner.setResult("deep");
		return yield* got;
	},

	*unseen_failures_are_told_once(trace) {
		for (const error of [new ValueError(), new KeyError()]) new Future().setException(error);
		const seen = new Future();
		seen.setException(new RuntimeError());
		seen.exception();
		const called = new Future();
		called.addDoneCallback((f) => trace("callback", f.exception()));
		called.setException(new OSError(""));
		yield* sleep(0);
	},

	*cancellation_unseen_is_not_told() {
		new Future().cancel();
		yield* sleep(0);
		return "quiet";
	},

	*failures_that_were_cancelled_are_not_told(trace) {
		const future = new Future();
		future.setException(new ValueError());
		// biome-ignore lint/correctness/useYield: it fails at once
		const task = new Task(function* () {
			throw new KeyError();
		});
		yield* sleep(0);
		trace(future.cancel(), task.cancel(), task.cancelling());
	},

	*callback_that_cancels_another(trace) {
		const first = new Future<void>();
		const second = new Future();
		first.addDoneCallback(() => trace("cancels", second.cancel("by the first")));
		second.addDoneCallback((f) => trace("second", f.cancelled()));
		first.setResult();
		const error = yield* caught(CancelledError, second);
		trace("caught", error.message);
	},

	*callback_that_settles_another(_trace, loop) {
		const first = new Future<number>();
		const second = new Future<number>();
		first.addDoneCallback((f) => second.setResult(f.result() + 1));
		loop.callSoon(() => first.setResult(1));
		return yield* second;
	},

	*callback_that_settles_twice_is_reported() {
		const future = new Future<number>();
		future.setResult(1);
		future.addDoneCallback((f) => f.setResult(2));
		yield* sleep(0);
		return yield* future;
	},

	*sleep_gives_its_result(trace) {
		trace(yield* sleep(0, "at once"));
		trace(yield* sleep(10, "later"));
		trace(yield* sleep(-5, "the past"));
	},

	// biome-ignore lint/correctness/useYield: it waits for nothing
	*loop_of_a_future(trace, loop) {
		trace(new Future().getLoop() === loop);
	},
});
