/** gather and shield, in async functions, as CPython has them. */
import { ValueError } from "../../src/errors.js";
import { gather, shield, sleep } from "../../src/futures/index.js";
import { asyncStubborn, asyncWork } from "./helpers/async-works.js";
import { compareAsyncWithPython } from "./helpers/compare-async-with-python.js";

compareAsyncWithPython("gather", {
	async gather_results_in_order_of_arguments(trace) {
		return await gather(asyncWork(trace, "a", 30), asyncWork(trace, "b", 10), asyncWork(trace, "c", 20));
	},

	async gather_first_failure_at_once(trace, loop) {
		const b = loop.createTask(asyncWork(trace, "b", 30));
		try {
			await gather(asyncWork(trace, "a", 10, new ValueError()), b);
		} catch (error) {
			trace("caught", error, b.done());
		}
		return await b;
	},

	async gather_cancelled_but_a_child_swallows(trace, loop) {
		const outer = gather(asyncWork(trace, "a", 30), asyncStubborn(trace, "b", 40), {
			returnExceptions: true,
		});
		loop.callLater(10, () => outer.cancel());
		try {
			trace(await outer);
		} catch (error) {
			trace("caught", error);
		}
	},

	async gather_in_cancelled_task(trace, loop) {
		const task = loop.createTask(async () => {
			try {
				await gather(asyncWork(trace, "a", 30), asyncWork(trace, "b", 40));
			} finally {
				trace("main ends");
			}
		});
		await sleep(10);
		trace(task.cancel(), task.cancelling());
		try {
			await task;
		} catch (error) {
			trace("caught", error, task.cancelled());
		}
	},

	async shield_outer_cancelled(trace, loop) {
		const inner = loop.createTask(asyncWork(trace, "inner", 30));
		const task = loop.createTask(async () => {
			await shield(inner);
		});
		await sleep(10);
		task.cancel();
		try {
			await task;
		} catch (error) {
			trace("caught", error, inner.done());
		}
		return await inner;
	},
});
