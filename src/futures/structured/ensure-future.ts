/** Makes a future of whatever can be waited for. */

import { ValueError } from "../../errors.js";
import { show } from "../../internal/index.js";
import { isCoroutine } from "../coroutine.js";
import { Future } from "../future.js";
import { type FutureOptions, schedulerFor } from "../future-options.js";
import { makeTask } from "../make-task.js";
import type { TaskSource } from "../task.js";
import { type Awaitable, isThenable } from "./awaitable.js";
import { PromiseFuture } from "./promise-future.js";

/**
 * Makes a future of what can be waited for.
 *
 * A future or a task is returned as it is. A generator, a generator function and an async function become a task, which
 * the loop's task factory makes. A promise gets a future that is settled as it is; cancelling that future does not reach the promise.
 *
 * @param awaitable what to wait for.
 * @param options the loop; this thread's loop if absent.
 * @returns the future.
 * @throws TypeError if it is nothing that can be waited for.
 * @throws ValueError if it is a future of another loop than the one that is asked for.
 * @throws RuntimeError where it has no loop to belong to.
 * @example
 * ```ts
 * import { ensureFuture, sleep } from "evloop";
 *
 * const future = ensureFuture(function* () {
 * 	return yield* sleep(1, "slept");
 * });
 * console.log(ensureFuture(future) === future, await future); // true slept
 * console.log(await ensureFuture(Promise.resolve("a promise"))); // a promise
 * ```
 * @see https://docs.python.org/3/library/asyncio-future.html#asyncio.ensure_future
 */
export function ensureFuture<T>(awaitable: Awaitable<T>, options?: FutureOptions): Future<T> {
	if (awaitable instanceof Future) {
		const { loop } = options ?? {};
		if (loop !== undefined && awaitable.getLoop() !== loop.scheduler.loop) {
			throw new ValueError(`Cannot use ${awaitable} in this loop: it is another loop's`);
		}
		return awaitable as Future<T>;
	}
	if (typeof awaitable === "function" || isCoroutine(awaitable)) {
		return makeTask(awaitable as TaskSource<T>, options?.loop?.scheduler ?? schedulerFor(options));
	}
	if (isThenable(awaitable)) return new PromiseFuture(awaitable as PromiseLike<T>, options);
	throw new TypeError(`Cannot wait for ${show(awaitable)}: it is no future, no promise and no coroutine`);
}
