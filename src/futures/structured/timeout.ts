/** Time limits for a part of a task. */
import type { Coroutine } from "../coroutine.js";
import { currentScheduler } from "../current-scheduler.js";
import { checkBody } from "./check-body.js";
import { checkTimeout } from "./check-timeout.js";
import { runWithTimeout, type TimeoutBody } from "./run-with-timeout.js";
import type { Timeout } from "./timeout-scope.js";

/**
 * Runs a part of a task under a time limit: when the time is over, the body is cancelled where it waits, and a
 * TimeoutError is thrown once it has ended.
 *
 * An async function runs in a task of its own, which begins at once, and is awaited; a cancellation of whoever awaits it
 * reaches it. With a generator function it is a coroutine for `yield*`, and the body runs in the task that calls. Limits may
 * stand in one another, and a cancellation from outside stays a cancellation.
 *
 * A promise of somebody else (of `fetch`, of node:timers/promises) cannot be cancelled: a body that waits for one waits until it
 * settles, however long ago the time was over, and if it awaits nothing of evloop's afterwards, what it returns is returned. Give
 * `currentTask().signal` to whatever makes the promise, and await `ensureFuture(promise)` in its place.
 *
 * @param ms the limit in milliseconds, counted from this call; `undefined` for none.
 * @param body gets the scope, which tells `when()` the time is over, whether it has `expired()`, and can `reschedule()`.
 * @returns what the body returns: a coroutine or a promise of it, as the body is one or the other.
 * @throws TimeoutError if the time is over before the body has ended and it was cancelled for that.
 * @throws ValueError if `ms` is neither a number nor `undefined`.
 * @throws TypeError if the body is no function.
 * @throws RuntimeError if a generator's is stepped outside of a task.
 * @throws Whatever the body throws.
 * @example
 * ```ts
 * import { getEventLoop, sleep, TimeoutError, timeout } from "evloop";
 *
 * const slow = timeout(5, async (scope) => {
 * 	await sleep(60_000);
 * 	return scope.expired();
 * });
 * await slow.catch((error) => console.log(error instanceof TimeoutError)); // true
 *
 * const answer = getEventLoop().createTask(function* () {
 * 	return yield* timeout(60_000, function* (scope) {
 * 		scope.reschedule(undefined);
 * 		return yield* sleep(1, scope.expired());
 * 	});
 * });
 * console.log(await answer); // false
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.timeout
 */
export function timeout<T>(ms: number | undefined, body: (scope: Timeout) => Coroutine<T>): Coroutine<T>;
/**
 * Runs a part of a task under a time limit: when the time is over, the body is cancelled where it waits, and a
 * TimeoutError is thrown once it has ended.
 *
 * An async function runs in a task of its own, which begins at once, and is awaited; a cancellation of whoever awaits it
 * reaches it. With a generator function it is a coroutine for `yield*`, and the body runs in the task that calls. Limits may
 * stand in one another, and a cancellation from outside stays a cancellation.
 *
 * A promise of somebody else (of `fetch`, of node:timers/promises) cannot be cancelled: a body that waits for one waits until it
 * settles, however long ago the time was over, and if it awaits nothing of evloop's afterwards, what it returns is returned. Give
 * `currentTask().signal` to whatever makes the promise, and await `ensureFuture(promise)` in its place.
 *
 * @param ms the limit in milliseconds, counted from this call; `undefined` for none.
 * @param body gets the scope, which tells `when()` the time is over, whether it has `expired()`, and can `reschedule()`.
 * @returns what the body returns: a coroutine or a promise of it, as the body is one or the other.
 * @throws TimeoutError if the time is over before the body has ended and it was cancelled for that.
 * @throws ValueError if `ms` is neither a number nor `undefined`.
 * @throws TypeError if the body is no function.
 * @throws RuntimeError if a generator's is stepped outside of a task.
 * @throws Whatever the body throws.
 * @example
 * ```ts
 * import { sleep, TimeoutError, timeout } from "evloop";
 *
 * const slow = timeout(5, async (scope) => {
 * 	await sleep(60_000);
 * 	return scope.expired();
 * });
 * await slow.catch((error) => console.log(error instanceof TimeoutError)); // true
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.timeout
 */
export function timeout<T>(ms: number | undefined, body: (scope: Timeout) => PromiseLike<T>): Promise<T>;
export function timeout<T>(ms: number | undefined, body: TimeoutBody<T>): Coroutine<T> | Promise<T> {
	checkTimeout(ms, "set a timeout");
	checkBody(body, "timeout");
	return runWithTimeout(ms === undefined ? undefined : currentScheduler().time() + ms, body);
}
