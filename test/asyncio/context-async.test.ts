/** Context variables, which are AsyncLocalStorage here, in async functions, as CPython has them. */
import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import { CancelledError } from "../../src/errors.js";
import { Future, sleep } from "../../src/futures/index.js";
import { caughtAsync } from "./helpers/caught-async.js";
import { compareAsyncWithPython } from "./helpers/compare-async-with-python.js";

const storage = new AsyncLocalStorage<string>();
const value = (): string => storage.getStore() ?? "none";
const chosen = (): AsyncResource => storage.run("chosen", () => new AsyncResource("chosen"));

compareAsyncWithPython("context", {
	async callbacks_keep_that_of_who_hands_them_over(trace, loop) {
		const note = (name: string) => trace(name, value());
		storage.run("a", () => loop.callSoon(note, "soon"));
		storage.run("b", () => loop.callLater(5, note, "later"));
		storage.run("c", () => loop.callAt(6, note, "at"));
		loop.callSoon(note, "outside");
		await sleep(10);
		note("main");
	},

	async done_callbacks_keep_that_of_who_adds_them(trace) {
		const future = new Future<void>();
		const note = (name: string) => () => trace(name, value());
		storage.run("a", () => future.addDoneCallback(note("first")));
		future.addDoneCallback(note("second"));
		storage.run("b", () => future.setResult());
		storage.run("c", () => future.addDoneCallback(note("third")));
		await sleep(0);
	},

	async tasks_keep_that_of_who_makes_them(trace, loop) {
		async function child(name: string): Promise<void> {
			trace(name, value());
			await sleep(5);
			trace(name, value());
			await sleep(0);
			trace(name, value());
		}
		const tasks = ["a", "b"].map((each) => storage.run(each, () => loop.createTask(() => child(each))));
		for (const task of tasks) await task;
		trace("main", value());
	},

	async a_task_made_by_a_task(trace, loop) {
		async function inner(): Promise<void> {
			await sleep(1);
			trace("inner", value());
		}
		async function outer(): Promise<void> {
			await loop.createTask(inner);
			trace("outer", value());
		}
		await storage.run("mine", () => loop.createTask(outer));
	},

	async a_task_in_a_context_of_choice(trace, loop) {
		async function child(): Promise<void> {
			trace(value());
			await sleep(1);
			trace(value());
		}
		await loop.createTask(child, { context: chosen() });
	},

	async a_done_callback_in_a_context_of_choice(trace) {
		const future = new Future<void>();
		future.addDoneCallback(() => trace(value()), { context: chosen() });
		future.addDoneCallback(() => trace(value()));
		future.setResult();
		await sleep(0);
	},

	async an_eager_task_in_a_context_of_choice(trace, loop) {
		async function child(): Promise<void> {
			trace(value());
			await sleep(0);
			trace(value());
		}
		const task = loop.createTask(child, { context: chosen(), eagerStart: true });
		trace("main", value());
		await task;
	},

	async a_callback_leaves_nothing_to_the_next(trace, loop) {
		const note = (name: string) => trace(name, value());
		loop.callSoon(() => {
			storage.run("inside", () => note("within the first"));
			note("the first");
		});
		loop.callSoon(note, "the second");
		await sleep(0);
	},

	async cancellation_runs_in_the_context_of_the_task(trace, loop) {
		async function child(): Promise<void> {
			await caughtAsync(CancelledError, sleep(100));
			trace("child", value());
		}
		const task = storage.run("child's", () => loop.createTask(child));
		await sleep(1);
		storage.run("canceller's", () => task.cancel());
		await task;
	},
});
