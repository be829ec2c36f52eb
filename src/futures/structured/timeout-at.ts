/** Time limits that end at a given moment. */
import type { Coroutine } from "../coroutine.js";
import { checkBody } from "./check-body.js";
import { checkTimeout } from "./check-timeout.js";
import { runWithTimeout, type TimeoutBody } from "./run-with-timeout.js";
import type { Timeout } from "./timeout-scope.js";

/**
 * Runs a part of a task until a moment at most: {@link timeout} with a deadline on the loop's clock.
 *
 * As there, a promise of somebody else that the body waits for cannot be cancelled, and the limit has no effect until it settles,
 * unless `currentTask().signal` ends it.
 *
 * @param when the moment, in milliseconds of `loop.time()`; `undefined` for never.
 * @param body gets the scope.
 * @returns what the body returns: a coroutine or a promise of it, as the body is one or the other.
 * @throws TimeoutError if the moment comes before the body has ended and it was cancelled for that.
 * @throws ValueError if `when` is neither a number nor `undefined`.
 * @throws TypeError if the body is no function.
 * @throws RuntimeError if a generator's is stepped outside of a task.
 * @throws Whatever the body throws.
 * @example
 * ```ts
 * import { getEventLoop, sleep, timeoutAt } from "evloop";
 *
 * const loop = getEventLoop();
 * const answer = await timeoutAt(loop.time() + 60_000, async (scope) => {
 * 	await sleep(1);
 * 	return scope.expired();
 * });
 * console.log(answer); // false
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.timeout_at
 */
export function timeoutAt<T>(when: number | undefined, body: (scope: Timeout) => Coroutine<T>): Coroutine<T>;
/**
 * Runs a part of a task until a moment at most: {@link timeout} with a deadline on the loop's clock.
 *
 * As there, a promise of somebody else that the body waits for cannot be cancelled, and the limit has no effect until it settles,
 * unless `currentTask().signal` ends it.
 *
 * @param when the moment, in milliseconds of `loop.time()`; `undefined` for never.
 * @param body gets the scope.
 * @returns what the body returns: a coroutine or a promise of it, as the body is one or the other.
 * @throws TimeoutError if the moment comes before the body has ended and it was cancelled for that.
 * @throws ValueError if `when` is neither a number nor `undefined`.
 * @throws TypeError if the body is no function.
 * @throws RuntimeError if a generator's is stepped outside of a task.
 * @throws Whatever the body throws.
 * @example
 * ```ts
 * import { getEventLoop, sleep, timeoutAt } from "evloop";
 *
 * const loop = getEventLoop();
 * const answer = await timeoutAt(loop.time() + 60_000, async (scope) => {
 * 	await sleep(1);
 * 	return scope.expired();
 * });
 * console.log(answer); // false
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.timeout_at
 */
export function timeoutAt<T>(when: number | undefined, body: (scope: Timeout) => PromiseLike<T>): Promise<T>;
export function timeoutAt<T>(when: number | undefined, body: TimeoutBody<T>): Coroutine<T> | Promise<T> {
	checkTimeout(when, "set a timeout");
	checkBody(body, "timeoutAt");
	return runWithTimeout(when, body);
}
