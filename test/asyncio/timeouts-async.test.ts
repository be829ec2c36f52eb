/** timeout and timeoutAt, in async functions, as CPython has them. */
import { sleep, timeout } from "../../src/futures/index.js";
import { cancelling } from "./helpers/cancelling.js";
import { compareAsyncWithPython } from "./helpers/compare-async-with-python.js";
import { Kept } from "./helpers/kept.js";

compareAsyncWithPython("timeouts", {
	async timeout_in_time(trace) {
		const kept = new Kept();
		await timeout(20, async (scope) => {
			kept.scope = scope;
			trace(scope.when(), scope.expired());
			await sleep(10);
		});
		trace(kept.scope?.when(), kept.expired(), cancelling());
	},

	async timeout_expires(trace) {
		const kept = new Kept();
		try {
			await timeout(10, async (scope) => {
				kept.scope = scope;
				try {
					await sleep(30);
				} catch (error) {
					trace("inside", error, scope.expired(), cancelling());
					throw error;
				}
			});
		} catch (error) {
			trace("caught", error, kept.expired(), cancelling());
		}
	},

	async timeout_cancelled_from_outside(trace, loop) {
		const task = loop.createTask(async () => {
			await timeout(30, async (scope) => {
				try {
					await sleep(50);
				} finally {
					trace("inside", scope.expired());
				}
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

	async timeout_swallowed(trace) {
		const kept = new Kept();
		await timeout(10, async (scope) => {
			kept.scope = scope;
			try {
				await sleep(30);
			} catch {
				trace("swallowed", scope.expired());
			}
			await sleep(5);
			trace("goes on", cancelling());
		});
		trace(kept.expired(), cancelling());
	},

	async timeout_nested_outer_first(trace) {
		const [outer, inner] = [new Kept(), new Kept()];
		try {
			await timeout(10, async (scope) => {
				outer.scope = scope;
				try {
					await timeout(20, async (within) => {
						inner.scope = within;
						await sleep(50);
					});
				} catch (error) {
					trace("inner", error, inner.expired(), cancelling());
					throw error;
				}
			});
		} catch (error) {
			trace("outer", error, outer.expired(), inner.expired(), cancelling());
		}
	},

	async timeout_nested_inner_first(trace) {
		const [outer, inner] = [new Kept(), new Kept()];
		await timeout(20, async (scope) => {
			outer.scope = scope;
			try {
				await timeout(10, async (within) => {
					inner.scope = within;
					await sleep(50);
				});
			} catch (error) {
				trace("inner", error, inner.expired(), outer.expired(), cancelling());
			}
			await sleep(5);
		});
		trace("outer", outer.expired(), cancelling());
	},

	async timeout_expiry_first_then_cancel(trace, loop) {
		const task = loop.createTask(async () => {
			const kept = new Kept();
			try {
				await timeout(10, async (scope) => {
					kept.scope = scope;
					try {
						await sleep(50);
					} finally {
						await sleep(50);
					}
				});
			} catch (error) {
				trace("main", error, kept.expired(), cancelling());
				throw error;
			}
		});
		await sleep(20);
		task.cancel();
		try {
			await task;
		} catch (error) {
			trace("caught", error);
		}
	},
});
