/** wait, asCompleted and waitFor, in async functions, as CPython has them. */
import { ValueError } from "../../src/errors.js";
import { asCompleted, currentTask, sleep, wait, waitFor } from "../../src/futures/index.js";
import { asyncStubborn, asyncWork } from "./helpers/async-works.js";
import { compareAsyncWithPython } from "./helpers/compare-async-with-python.js";
import { namesOf } from "./helpers/names-of.js";

compareAsyncWithPython("wait", {
	async wait_timeout(trace, loop) {
		const tasks = (
			[
				["a", 10],
				["b", 30],
			] as const
		).map(([name, ms]) => loop.createTask(asyncWork(trace, name, ms), { name }));
		const [done, pending] = await wait(tasks, { timeout: 20 });
		trace(namesOf(done), namesOf(pending));
	},

	async wait_cancelled_leaves_the_tasks_alone(trace, loop) {
		const task = loop.createTask(asyncWork(trace, "a", 20));
		const waiter = loop.createTask(async () => {
			await wait([task], { timeout: 50 });
		});
		await sleep(10);
		waiter.cancel();
		try {
			await waiter;
		} catch (error) {
			trace("caught", error, task.cancelled());
		}
		return await task;
	},

	async as_completed_in_order(trace) {
		const all = [asyncWork(trace, "a", 30), asyncWork(trace, "b", 10), asyncWork(trace, "c", 20)];
		for await (const result of asCompleted(all)) trace("got", result);
	},

	async as_completed_failure(trace) {
		for (const next of asCompleted([
			asyncWork(trace, "a", 20),
			asyncWork(trace, "b", 10, new ValueError()),
		])) {
			try {
				trace("got", await next);
			} catch (error) {
				trace("caught", error);
			}
		}
	},

	async as_completed_consumer_cancelled(trace, loop) {
		const task = loop.createTask(asyncWork(trace, "a", 30));
		const consumer = loop.createTask(async () => {
			for await (const result of asCompleted([task])) trace("never here", result);
		});
		await sleep(10);
		consumer.cancel();
		try {
			await consumer;
		} catch (error) {
			trace("caught", error);
		}
		return await task;
	},

	async wait_for_too_late(trace) {
		try {
			await waitFor(asyncWork(trace, "a", 30), 20);
		} catch (error) {
			trace("caught", error, currentTask()?.cancelling());
		}
	},

	async wait_for_zero(trace) {
		const started: number[] = [];
		try {
			await waitFor(async () => {
				started.push(1);
			}, 0);
		} catch (error) {
			trace("caught", error, started);
		}
	},

	async wait_for_swallowed_cancellation(trace, loop) {
		const task = loop.createTask(asyncStubborn(trace, "a", 50));
		trace(await waitFor(task, 10), currentTask()?.cancelling());
	},

	async wait_for_cancelled(trace, loop) {
		const inner = loop.createTask(asyncWork(trace, "inner", 30));
		const task = loop.createTask(async () => {
			await waitFor(inner, 50);
		});
		await sleep(10);
		task.cancel();
		try {
			await task;
		} catch (error) {
			trace("caught", error, inner.cancelled(), task.cancelling());
		}
	},
});
