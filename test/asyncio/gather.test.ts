/** gather and shield, as CPython has them. */
import { CancelledError, KeyError, ValueError } from "../../src/errors.js";
import { type Coroutine, gather, shield, sleep } from "../../src/futures/index.js";
import { caught } from "./helpers/caught.js";
import { compareWithPython } from "./helpers/compare-with-python.js";
import { stubborn, work } from "./helpers/works.js";

compareWithPython("gather", {
	*gather_nothing() {
		return yield* gather();
	},

	*gather_results_in_order_of_arguments(trace) {
		return yield* gather(work(trace, "a", 30), work(trace, "b", 10), work(trace, "c", 20));
	},

	*gather_first_failure_at_once(trace, loop) {
		const b = loop.createTask(work(trace, "b", 30));
		try {
			yield* gather(work(trace, "a", 10, new ValueError()), b);
		} catch (error) {
			trace("caught", error, b.done());
		}
		return yield* b;
	},

	*gather_second_failure_is_silent(trace) {
		try {
			yield* gather(work(trace, "a", 10, new ValueError()), work(trace, "b", 20, new KeyError()));
		} catch (error) {
			trace("caught", error);
		}
		yield* sleep(50);
	},

	*gather_return_exceptions(trace) {
		return yield* gather(work(trace, "a", 30), work(trace, "b", 10, new ValueError()), {
			returnExceptions: true,
		});
	},

	*gather_duplicates(trace, loop) {
		const a = loop.createTask(work(trace, "a", 10));
		return yield* gather(a, a, work(trace, "b", 5), a);
	},

	*gather_child_cancelled(trace, loop) {
		const a = loop.createTask(work(trace, "a", 30));
		const b = loop.createTask(work(trace, "b", 40));
		loop.callLater(10, () => a.cancel());
		const outer = gather(a, b);
		try {
			yield* outer;
		} catch (error) {
			trace("caught", error, outer.done(), outer.cancelled(), b.done());
		}
		return yield* b;
	},

	*gather_child_cancelled_return_exceptions(trace, loop) {
		const a = loop.createTask(work(trace, "a", 30));
		loop.callLater(10, () => a.cancel());
		return yield* gather(a, work(trace, "b", 20), { returnExceptions: true });
	},

	*gather_cancelled(trace, loop) {
		const a = loop.createTask(work(trace, "a", 30));
		const b = loop.createTask(work(trace, "b", 40));
		const outer = gather(a, b);
		loop.callLater(10, () => outer.cancel());
		try {
			yield* outer;
		} catch (error) {
			trace("caught", error, a.done(), b.done(), outer.cancelled());
		}
		yield* sleep(5);
		trace(a.cancelled(), b.cancelled());
	},

	*gather_cancelled_return_exceptions(trace, loop) {
		const outer = gather(work(trace, "a", 30), work(trace, "b", 40), { returnExceptions: true });
		loop.callLater(10, () => outer.cancel());
		try {
			trace(yield* outer);
		} catch (error) {
			trace("caught", error);
		}
	},

	*gather_cancelled_but_a_child_swallows(trace, loop) {
		const outer = gather(work(trace, "a", 30), stubborn(trace, "b", 40), { returnExceptions: true });
		loop.callLater(10, () => outer.cancel());
		try {
			trace(yield* outer);
		} catch (error) {
			trace("caught", error);
		}
	},

	*gather_cancelled_says_what_the_last_of_the_list_says(trace, loop) {
		const future = loop.createFuture();
		future.cancel("before");
		const outer = gather(loop.createTask(work(trace, "a", 30)), future, { returnExceptions: true });
		yield* sleep(0);
		outer.cancel("now");
		const error = yield* caught(CancelledError, outer);
		trace("caught", error, error.message);
	},

	*gather_cancelled_when_done(trace) {
		const outer = gather(work(trace, "a", 10));
		trace(yield* outer);
		return outer.cancel();
	},

	*gather_cancelled_after_a_failure(trace, loop) {
		const b = loop.createTask(work(trace, "b", 30));
		const outer = gather(work(trace, "a", 10, new ValueError()), b);
		try {
			yield* outer;
		} catch {
			trace("cancel", outer.cancel());
		}
		return yield* b;
	},

	*gather_in_cancelled_task(trace, loop) {
		const task = loop.createTask(function* () {
			try {
				yield* gather(work(trace, "a", 30), work(trace, "b", 40));
			} finally {
				trace("main ends");
			}
		});
		yield* sleep(10);
		trace(task.cancel(), task.cancelling());
		try {
			yield* task;
		} catch (error) {
			trace("caught", error, task.cancelled());
		}
	},

	*gather_of_done_futures(trace, loop) {
		const [a, b] = [loop.createFuture<number>(), loop.createFuture<number>()];
		a.setResult(1);
		b.setException(new ValueError());
		const outer = gather(a, b, { returnExceptions: true });
		trace(outer.done());
		return yield* outer;
	},

	*gather_in_gather(trace) {
		const inner = gather(work(trace, "a", 10), work(trace, "b", 20));
		return yield* gather(inner, work(trace, "c", 5));
	},

	*gather_order_of_turns(trace) {
		function* step(name: string, turns: number): Coroutine<void> {
			for (let i = 0; i < turns; i += 1) {
				trace(name, i);
				yield* sleep(0);
			}
		}
		yield* gather(step("a", 3), step("b", 1), step("c", 2));
		trace("gathered");
	},

	*shield_result(trace) {
		return yield* shield(work(trace, "a", 10));
	},

	*shield_failure(trace) {
		try {
			yield* shield(work(trace, "a", 10, new ValueError()));
		} catch (error) {
			trace("caught", error);
		}
	},

	*shield_outer_cancelled(trace, loop) {
		const inner = loop.createTask(work(trace, "inner", 30));
		const task = loop.createTask(function* () {
			yield* shield(inner);
		});
		yield* sleep(10);
		task.cancel();
		try {
			yield* task;
		} catch (error) {
			trace("caught", error, inner.done());
		}
		return yield* inner;
	},

	*shield_inner_cancelled(trace, loop) {
		const inner = loop.createTask(work(trace, "inner", 30));
		loop.callLater(10, () => inner.cancel());
		const outer = shield(inner);
		try {
			yield* outer;
		} catch (error) {
			trace("caught", error, outer.cancelled());
		}
	},

	*shield_outer_cancelled_then_inner_fails(trace, loop) {
		const inner = loop.createTask(work(trace, "inner", 30, new ValueError()));
		const outer = shield(inner);
		yield* sleep(10);
		trace(outer.cancel());
		yield* sleep(30);
		trace(inner.done());
	},

	*shield_gather_outer_cancelled(trace, loop) {
		const a = loop.createTask(work(trace, "a", 30));
		const inner = gather(a);
		const outer = shield(inner);
		loop.callLater(10, () => outer.cancel());
		try {
			yield* outer;
		} catch (error) {
			trace("caught", error, error instanceof CancelledError && a.done());
		}
		return yield* inner;
	},

	// biome-ignore lint/correctness/useYield: it waits for nothing
	*shield_of_a_done_future(_trace, loop) {
		const future = loop.createFuture<number>();
		future.setResult(1);
		return shield(future) === future;
	},
});
