/** callSoon, callLater and callAt, as CPython has them. */
import { KeyError, RuntimeError, ValueError } from "../../src/errors.js";
import { type Coroutine, sleep } from "../../src/futures/index.js";
import type { Handle } from "../../src/loop/index.js";
import { compareWithPython } from "./helpers/compare-with-python.js";

compareWithPython("callbacks", {
	*soon_in_order(trace, loop) {
		for (let i = 0; i < 3; i += 1) loop.callSoon(trace, "callback", i);
		trace("handed over");
		yield* sleep(0);
		trace("after one turn");
	},

	*later_in_order_of_time(trace, loop) {
		loop.callLater(20, trace, "b");
		loop.callLater(10, trace, "a");
		loop.callAt(loop.time() + 30, trace, "c");
		yield* sleep(40);
		trace("slept");
	},

	*throwing_callback_is_reported(trace, loop) {
		loop.callSoon(() => {
			trace("throws");
			throw new ValueError("from the callback");
		});
		loop.callSoon(trace, "next");
		yield* sleep(0);
		trace("goes on");
	},

	*future_that_nobody_sets(trace, loop) {
		trace("waits");
		yield* loop.createFuture();
	},

	// biome-ignore lint/correctness/useYield: it waits for nothing
	*unseen_failure_is_reported(_trace, loop) {
		loop.createFuture().setException(new ValueError("unseen"));
		return [1, undefined, true];
	},

	*soon_within_soon(trace, loop) {
		const outer = (name: string) => {
			trace(name);
			loop.callSoon(trace, name, "inner");
		};
		loop.callSoon(outer, "a");
		loop.callSoon(outer, "b");
		for (let turn = 0; turn < 3; turn += 1) {
			yield* sleep(0);
			trace("turn", turn);
		}
	},

	*soon_is_cancelled(trace, loop) {
		const first = loop.callSoon(trace, "never");
		loop.callSoon(trace, "second");
		first.cancel();
		trace(first.cancelled());
		yield* sleep(0);
	},

	*soon_cancelled_by_the_one_before(trace, loop) {
		loop.callSoon(() => second.cancel());
		const second = loop.callSoon(trace, "never");
		loop.callSoon(trace, "after");
		yield* sleep(0);
		trace(second.cancelled());
	},

	*cancel_of_a_callback_that_has_run(trace, loop) {
		const handle = loop.callSoon(trace, "runs");
		yield* sleep(0);
		handle.cancel();
		handle.cancel();
		trace(handle.cancelled());
	},

	*callback_that_cancels_itself(trace, loop) {
		const handle: Handle = loop.callSoon(() => {
			trace("runs");
			handle.cancel();
		});
		yield* sleep(0);
		trace(handle.cancelled());
	},

	*later_is_cancelled(trace, loop) {
		const gone = loop.callLater(10, trace, "never");
		loop.callLater(11, trace, "kept");
		trace(gone.cancelled());
		gone.cancel();
		trace(gone.cancelled());
		yield* sleep(20);
	},

	*later_cancelled_by_one_at_the_same_time(trace, loop) {
		loop.callLater(10, () => second.cancel());
		const second = loop.callLater(10, trace, "never");
		yield* sleep(20);
	},

	*later_of_no_time(trace, loop) {
		loop.callLater(0, trace, "later 0");
		loop.callSoon(trace, "soon");
		loop.callLater(-5, trace, "later -5");
		yield* sleep(0);
		trace("a turn later");
		yield* sleep(0);
	},

	*later_of_no_time_is_due_in_the_next_round(trace, loop) {
		const tick = (n: number) => {
			trace("tick", n);
			if (n < 4) loop.callSoon(tick, n + 1);
			if (n === 1) loop.callLater(0, trace, "later 0");
		};
		loop.callSoon(tick, 0);
		yield* sleep(1);
	},

	*at_a_time_that_is_over(trace, loop) {
		yield* sleep(10);
		loop.callAt(5, trace, "at 5");
		loop.callAt(10, trace, "at 10");
		loop.callAt(11, trace, "at 11");
		yield* sleep(0);
		trace("a turn later");
		yield* sleep(5);
	},

	*later_within_later(trace, loop) {
		const tick = (n: number) => {
			trace("tick", n);
			if (n < 4) loop.callLater(10 * n, tick, n + 1);
		};
		tick(1);
		yield* sleep(100);
	},

	*when_of_a_timer(trace, loop) {
		yield* sleep(7);
		trace(loop.callLater(10, trace, "x").when(), loop.callAt(20, trace, "y").when());
		yield* sleep(20);
	},

	*timers_and_sleepers_of_different_times(trace, loop) {
		function* sleeper(ms: number): Coroutine<void> {
			yield* sleep(ms);
			trace("sleeper", ms);
		}
		const tasks = [5, 3, 9].map((ms) => loop.createTask(sleeper(ms)));
		for (const ms of [4, 8, 2]) loop.callLater(ms, trace, "timer", ms);
		for (const task of tasks) yield* task;
	},

	*timer_before_what_it_makes_ready(trace, loop) {
		loop.callLater(5, () => loop.callSoon(trace, "soon of a timer"));
		loop.callLater(5, trace, "second timer");
		yield* sleep(6);
	},

	*throwing_timer_is_reported(trace, loop) {
		loop.callLater(5, () => {
			throw new KeyError();
		});
		loop.callLater(6, trace, "the next");
		yield* sleep(10);
	},

	*many_throw(trace, loop) {
		for (const Kind of [ValueError, KeyError, RuntimeError]) {
			loop.callSoon(() => {
				throw new Kind();
			});
		}
		loop.callSoon(trace, "last");
		yield* sleep(0);
	},

	*told_by_hand_and_by_a_callback(_trace, loop) {
		loop.callExceptionHandler({ message: "by hand", exception: new KeyError() });
		loop.callSoon(() => {
			throw new ValueError();
		});
		yield* sleep(0);
	},

	*a_long_chain_and_a_timer(trace, loop) {
		let count = 0;
		const link = () => {
			count += 1;
			if (count < 500) loop.callSoon(link);
		};
		loop.callSoon(link);
		loop.callLater(1, () => trace("links", count));
		yield* sleep(2);
	},

	*soon_takes_arguments(trace, loop) {
		loop.callSoon(trace, 1, undefined, [true, "x"]);
		yield* sleep(0);
	},

	*time_stands_while_callbacks_run(trace, loop) {
		const before = loop.time();
		for (let i = 0; i < 100; i += 1) yield* sleep(0);
		trace(loop.time() - before);
		yield* sleep(12);
		trace(loop.time() - before);
	},
});
