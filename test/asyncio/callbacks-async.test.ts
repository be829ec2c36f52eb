/** callSoon, callLater and callAt, in async functions, as CPython has them. */
import { KeyError, RuntimeError, ValueError } from "../../src/errors.js";
import { sleep } from "../../src/futures/index.js";
import type { Handle } from "../../src/loop/index.js";
import { compareAsyncWithPython } from "./helpers/compare-async-with-python.js";

compareAsyncWithPython(
	"callbacks",
	{
		async soon_in_order(trace, loop) {
			for (let i = 0; i < 3; i += 1) loop.callSoon(trace, "callback", i);
			trace("handed over");
			await sleep(0);
			trace("after one turn");
		},

		async later_in_order_of_time(trace, loop) {
			loop.callLater(20, trace, "b");
			loop.callLater(10, trace, "a");
			loop.callAt(loop.time() + 30, trace, "c");
			await sleep(40);
			trace("slept");
		},

		async throwing_callback_is_reported(trace, loop) {
			loop.callSoon(() => {
				trace("throws");
				throw new ValueError("from the callback");
			});
			loop.callSoon(trace, "next");
			await sleep(0);
			trace("goes on");
		},

		async future_that_nobody_sets(trace, loop) {
			trace("waits");
			await loop.createFuture();
		},

		async unseen_failure_is_reported(_trace, loop) {
			loop.createFuture().setException(new ValueError("unseen"));
			return [1, undefined, true];
		},

		async soon_within_soon(trace, loop) {
			const outer = (name: string) => {
				trace(name);
				loop.callSoon(trace, name, "inner");
			};
			loop.callSoon(outer, "a");
			loop.callSoon(outer, "b");
			for (let turn = 0; turn < 3; turn += 1) {
				await sleep(0);
				trace("turn", turn);
			}
		},

		async soon_is_cancelled(trace, loop) {
			const first = loop.callSoon(trace, "never");
			loop.callSoon(trace, "second");
			first.cancel();
			trace(first.cancelled());
			await sleep(0);
		},

		async soon_cancelled_by_the_one_before(trace, loop) {
			loop.callSoon(() => second.cancel());
			const second = loop.callSoon(trace, "never");
			loop.callSoon(trace, "after");
			await sleep(0);
			trace(second.cancelled());
		},

		async cancel_of_a_callback_that_has_run(trace, loop) {
			const handle = loop.callSoon(trace, "runs");
			await sleep(0);
			handle.cancel();
			handle.cancel();
			trace(handle.cancelled());
		},

		async callback_that_cancels_itself(trace, loop) {
			const handle: Handle = loop.callSoon(() => {
				trace("runs");
				handle.cancel();
			});
			await sleep(0);
			trace(handle.cancelled());
		},

		async later_is_cancelled(trace, loop) {
			const gone = loop.callLater(10, trace, "never");
			loop.callLater(11, trace, "kept");
			trace(gone.cancelled());
			gone.cancel();
			trace(gone.cancelled());
			await sleep(20);
		},

		async later_cancelled_by_one_at_the_same_time(trace, loop) {
			loop.callLater(10, () => second.cancel());
			const second = loop.callLater(10, trace, "never");
			await sleep(20);
		},

		async later_of_no_time(trace, loop) {
			loop.callLater(0, trace, "later 0");
			loop.callSoon(trace, "soon");
			loop.callLater(-5, trace, "later -5");
			await sleep(0);
			trace("a turn later");
			await sleep(0);
		},

		async later_of_no_time_is_due_in_the_next_round(trace, loop) {
			const tick = (n: number) => {
				trace("tick", n);
				if (n < 4) loop.callSoon(tick, n + 1);
				if (n === 1) loop.callLater(0, trace, "later 0");
			};
			loop.callSoon(tick, 0);
			await sleep(1);
		},

		async at_a_time_that_is_over(trace, loop) {
			await sleep(10);
			loop.callAt(5, trace, "at 5");
			loop.callAt(10, trace, "at 10");
			loop.callAt(11, trace, "at 11");
			await sleep(0);
			trace("a turn later");
			await sleep(5);
		},

		async later_within_later(trace, loop) {
			const tick = (n: number) => {
				trace("tick", n);
				if (n < 4) loop.callLater(10 * n, tick, n + 1);
			};
			tick(1);
			await sleep(100);
		},

		async when_of_a_timer(trace, loop) {
			await sleep(7);
			trace(loop.callLater(10, trace, "x").when(), loop.callAt(20, trace, "y").when());
			await sleep(20);
		},

		async timers_and_sleepers_of_different_times(trace, loop) {
			async function sleeper(ms: number): Promise<void> {
				await sleep(ms);
				trace("sleeper", ms);
			}
			const tasks = [5, 3, 9].map((ms) => loop.createTask(() => sleeper(ms)));
			for (const ms of [4, 8, 2]) loop.callLater(ms, trace, "timer", ms);
			for (const task of tasks) await task;
		},

		async timer_before_what_it_makes_ready(trace, loop) {
			loop.callLater(5, () => loop.callSoon(trace, "soon of a timer"));
			loop.callLater(5, trace, "second timer");
			await sleep(6);
		},

		async throwing_timer_is_reported(trace, loop) {
			loop.callLater(5, () => {
				throw new KeyError();
			});
			loop.callLater(6, trace, "the next");
			await sleep(10);
		},

		async many_throw(trace, loop) {
			for (const Kind of [ValueError, KeyError, RuntimeError]) {
				loop.callSoon(() => {
					throw new Kind();
				});
			}
			loop.callSoon(trace, "last");
			await sleep(0);
		},

		async told_by_hand_and_by_a_callback(_trace, loop) {
			loop.callExceptionHandler({ message: "by hand", exception: new KeyError() });
			loop.callSoon(() => {
				throw new ValueError();
			});
			await sleep(0);
		},

		async a_long_chain_and_a_timer(trace, loop) {
			let count = 0;
			const link = () => {
				count += 1;
				if (count < 500) loop.callSoon(link);
			};
			loop.callSoon(link);
			loop.callLater(1, () => trace("links", count));
			await sleep(2);
		},

		async soon_takes_arguments(trace, loop) {
			loop.callSoon(trace, 1, undefined, [true, "x"]);
			await sleep(0);
		},

		async time_stands_while_callbacks_run(trace, loop) {
			const before = loop.time();
			for (let i = 0; i < 100; i += 1) await sleep(0);
			trace(loop.time() - before);
			await sleep(12);
			trace(loop.time() - before);
		},
	},
	{
		// An await goes on in a microtask, when the round is over.
		soon_within_soon: "order",
		later_of_no_time: "order",
		at_a_time_that_is_over: "order",
	},
);
