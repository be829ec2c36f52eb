/** Context variables, which are AsyncLocalStorage here, as CPython has them. */
import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import { CancelledError } from "../../src/errors.js";
import { type Coroutine, Future, sleep } from "../../src/futures/index.js";
import { caught } from "./helpers/caught.js";
import { compareWithPython } from "./helpers/compare-with-python.js";

const storage = new AsyncLocalStorage<string>();
const value = (): string => storage.getStore() ?? "none";
const chosen = (): AsyncResource => storage.run("chosen", () => new AsyncResource("chosen"));

compareWithPython("context", {
	*callbacks_keep_that_of_who_hands_them_over(trace, loop) {
		const note = (name: string) => trace(name, value());
		storage.run("a", () => loop.callSoon(note, "soon"));
		storage.run("b", () => loop.callLater(5, note, "later"));
		storage.run("c", () => loop.callAt(6, note, "at"));
		loop.callSoon(note, "outside");
		yield* sleep(10);
		note("main");
	},

	*done_callbacks_keep_that_of_who_adds_them(trace) {
		const future = new Future<void>();
		const note = (name: string) => () => trace(name, value());
		storage.run("a", () => future.addDoneCallback(note("first")));
		future.addDoneCallback(note("second"));
		storage.run("b", () => future.setResult());
		storage.run("c", () => future.addDoneCallback(note("third")));
		yield* sleep(0);
	},

	*tasks_keep_that_of_who_makes_them(trace, loop) {
		function* child(name: string): Coroutine<void> {
			trace(name, value());
			yield* sleep(5);
			trace(name, value());
			yield* sleep(0);
			trace(name, value());
		}
		const tasks = ["a", "b"].map((each) => storage.run(each, () => loop.createTask(child(each))));
		for (const task of tasks) yield* task;
		trace("main", value());
	},

	*a_task_made_by_a_task(trace, loop) {
		function* inner(): Coroutine<void> {
			yield* sleep(1);
			trace("inner", value());
		}
		function* outer(): Coroutine<void> {
			yield* loop.createTask(inner);
			trace("outer", value());
		}
		yield* storage.run("mine", () => loop.createTask(outer));
	},

	*a_task_in_a_context_of_choice(trace, loop) {
		function* child(): Coroutine<void> {
			trace(value());
			yield* sleep(1);
			trace(value());
		}
		yield* loop.createTask(child, { context: chosen() });
	},

	*a_done_callback_in_a_context_of_choice(trace) {
		const future = new Future<void>();
		future.addDoneCallback(() => trace(value()), { context: chosen() });
		future.addDoneCallback(() => trace(value()));
		future.setResult();
		yield* sleep(0);
	},

	*an_eager_task_in_a_context_of_choice(trace, loop) {
		function* child(): Coroutine<void> {
			trace(value());
			yield* sleep(0);
			trace(value());
		}
		const task = loop.createTask(child, { context: chosen(), eagerStart: true });
		trace("main", value());
		yield* task;
	},

	*a_callback_leaves_nothing_to_the_next(trace, loop) {
		const note = (name: string) => trace(name, value());
		loop.callSoon(() => {
			storage.run("inside", () => note("within the first"));
			note("the first");
		});
		loop.callSoon(note, "the second");
		yield* sleep(0);
	},

	*cancellation_runs_in_the_context_of_the_task(trace, loop) {
		function* child(): Coroutine<void> {
			yield* caught(CancelledError, sleep(100));
			trace("child", value());
		}
		const task = storage.run("child's", () => loop.createTask(child));
		yield* sleep(1);
		storage.run("canceller's", () => task.cancel());
		yield* task;
	},
});
