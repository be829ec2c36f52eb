/** Waiting for one thing under a time limit. */
import { Future } from "../future.js";
import { type Awaitable, checkAwaitable } from "./awaitable.js";
import { checkTimeout } from "./check-timeout.js";
import { LimitedWait } from "./limited-wait.js";

/**
 * Waits for one thing; when the time is over, cancels it, waits until it has ended, and throws a TimeoutError.
 *
 * If it does not let itself be cancelled and returns a value instead, that value is returned. Cancelling the wait cancels
 * it, too; {@link shield} prevents both. A limit of 0 or less takes what is done already and cancels the rest. A promise
 * cannot be cancelled: only the waiting for it ends. An async function that waits for a promise of somebody else (of `fetch`, of
 * node:timers/promises) cannot be cancelled there either, and is waited for until that settles, unless `currentTask().signal`
 * ends it.
 *
 * @param awaitable a future, task, generator, function or promise.
 * @param ms the limit in milliseconds; `undefined` for none.
 * @returns a future of the result: `await` it, or `yield*` it in a generator, which then waits in its own task.
 * @throws TypeError if it is nothing that can be waited for.
 * @throws ValueError if `ms` is neither a number nor `undefined`.
 * @throws RuntimeError where there is no loop to belong to.
 * @example
 * ```ts
 * import { sleep, TimeoutError, waitFor } from "evloop";
 *
 * console.log(await waitFor(sleep(1, "in time"), 60_000)); // in time
 * try {
 * 	await waitFor(sleep(60_000), 1);
 * } catch (error) {
 * 	console.log(error instanceof TimeoutError); // true
 * }
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.wait_for
 */
export function waitFor<T>(awaitable: Awaitable<T>, ms: number | undefined): Future<T> {
	checkAwaitable(awaitable, "wait for");
	checkTimeout(ms, "wait");
	return new LimitedWait(
		awaitable,
		ms,
		awaitable instanceof Future ? { loop: awaitable.getLoop() } : undefined,
	);
}
