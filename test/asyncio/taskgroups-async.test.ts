/** TaskGroup, in async functions, as CPython has them. */
import { ValueError } from "../../src/errors.js";
import { sleep, type Task, TaskGroup, timeout } from "../../src/futures/index.js";
import { asyncStubborn, asyncWork } from "./helpers/async-works.js";
import { cancelling } from "./helpers/cancelling.js";
import { compareAsyncWithPython } from "./helpers/compare-async-with-python.js";

compareAsyncWithPython("taskgroups", {
	async group_waits_for_all(trace) {
		const [a, b] = await TaskGroup.run(async (group) => {
			const tasks = [
				group.createTask(asyncWork(trace, "a", 20)),
				group.createTask(asyncWork(trace, "b", 10)),
			] as const;
			trace("body ends");
			return tasks;
		});
		return [a.result(), b.result()];
	},

	async group_child_fails_in_the_body(trace) {
		try {
			await TaskGroup.run(async (group) => {
				group.createTask(asyncWork(trace, "a", 10, new ValueError()));
				group.createTask(asyncWork(trace, "b", 30));
				try {
					await sleep(50);
				} catch (error) {
					trace("body", error, cancelling());
					throw error;
				}
			});
		} catch (error) {
			trace("caught", error, cancelling());
		}
		await sleep(5);
	},

	async group_child_fails_after_the_body(trace) {
		try {
			await TaskGroup.run(async (group) => {
				group.createTask(asyncWork(trace, "a", 10, new ValueError()));
				group.createTask(asyncWork(trace, "b", 30));
			});
		} catch (error) {
			trace("caught", error, cancelling());
		}
		await sleep(5);
	},

	async group_body_fails(trace) {
		try {
			await TaskGroup.run(async (group) => {
				group.createTask(asyncWork(trace, "a", 30));
				await sleep(10);
				throw new ValueError();
			});
		} catch (error) {
			trace("caught", error, cancelling());
		}
	},

	async group_child_swallows(trace) {
		let a: Task<string> | undefined;
		try {
			await TaskGroup.run(async (group) => {
				a = group.createTask(asyncStubborn(trace, "a", 30));
				group.createTask(asyncWork(trace, "b", 10, new ValueError()));
			});
		} catch (error) {
			trace("caught", error, a?.result());
		}
	},

	async group_parent_cancelled_while_it_ends(trace, loop) {
		const task = loop.createTask(async () => {
			await TaskGroup.run(async (group) => {
				group.createTask(asyncWork(trace, "a", 30));
			});
		});
		await sleep(10);
		task.cancel();
		try {
			await task;
		} catch (error) {
			trace("caught", error, task.cancelling());
		}
	},

	async group_parent_cancelled_twice_while_it_ends(trace, loop) {
		const task = loop.createTask(async () => {
			await TaskGroup.run(async (group) => {
				group.createTask(asyncStubborn(trace, "a", 30));
			});
		});
		await sleep(10);
		task.cancel();
		await sleep(2);
		task.cancel();
		try {
			await task;
		} catch (error) {
			trace("caught", error, task.cancelling());
		}
	},

	async group_in_group_inner_fails(trace) {
		try {
			await TaskGroup.run(async (outer) => {
				outer.createTask(asyncWork(trace, "outer child", 30));
				await TaskGroup.run(async (inner) => {
					inner.createTask(asyncWork(trace, "inner child", 10, new ValueError()));
					await sleep(50);
				});
			});
		} catch (error) {
			trace("caught", error, cancelling());
		}
	},

	async group_under_a_timeout(trace) {
		try {
			await timeout(10, async () => {
				await TaskGroup.run(async (group) => {
					group.createTask(asyncWork(trace, "a", 30));
					group.createTask(asyncWork(trace, "b", 5));
				});
			});
		} catch (error) {
			trace("caught", error, cancelling());
		}
	},
});
