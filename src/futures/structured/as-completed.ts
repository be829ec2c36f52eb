/** Taking results in the order in which they come. */
import { checkOptions, show } from "../../internal/index.js";
import { isCoroutine } from "../coroutine.js";
import { Future } from "../future.js";
import { type Awaitable, checkAwaitable } from "./awaitable.js";
import { checkTimeout } from "./check-timeout.js";
import { commonLoop } from "./common-loop.js";
import { Completions } from "./completions.js";
import { ensureFutures } from "./ensure-futures.js";

/** How {@link asCompleted} waits. */
export interface AsCompletedOptions {
	/** How long for all of them together, in milliseconds; for ever if absent. */
	readonly timeout?: number | undefined;
}

/**
 * Runs several things at once and gives them in the order in which they are done.
 *
 * `for await (const result of asCompleted(…))` gives the results; the first failure is thrown by the loop and ends it.
 * (Python's `async for` gives the futures; but an async iterable of JavaScript gives no promises.) A plain
 * `for (const next of asCompleted(…))`, which a generator can use, gives futures of the next outcome, so that a failure
 * need not end it: wait for each before the next round, with `yield* next` or `await next`. Once the time is over each
 * further wait throws a TimeoutError. What was handed out is settled also after the loop was left, in time; once all of
 * that is, or at once, the timer is taken back. What is not done goes on running.
 *
 * @param awaitables futures, tasks, generators, functions and promises; a second mention counts for nothing, but of
 * a function, which is run once for each.
 * @param options the time limit in milliseconds.
 * @returns what can be iterated, once.
 * @throws TypeError if it is no iterable, one of them is nothing that can be waited for, or the options are no object.
 * @throws ValueError if the time limit is no number, or if they are futures of different loops.
 * @throws RuntimeError where there is no loop to belong to.
 * @example
 * ```ts
 * import { asCompleted, sleep } from "evloop";
 *
 * for await (const result of asCompleted([sleep(100, "slow"), sleep(1, "quick")])) {
 * 	console.log(result); // quick, slow
 * }
 * for (const next of asCompleted([sleep(100, "slow"), sleep(1, "quick")])) {
 * 	console.log(await next); // quick, slow
 * }
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.as_completed
 */
export function asCompleted<A extends Awaitable<unknown>>(
	awaitables: Iterable<A>,
	options: AsCompletedOptions = {},
): Completions<A> {
	checkOptions(options, "asCompleted");
	const { timeout } = options;
	if (
		awaitables instanceof Future ||
		isCoroutine(awaitables) ||
		typeof awaitables?.[Symbol.iterator] !== "function"
	) {
		throw new TypeError(`Cannot take ${show(awaitables)} as completed: it must be an iterable of awaitables`);
	}
	const all = [...awaitables];
	for (const each of all) checkAwaitable(each, "wait for");
	checkTimeout(timeout, "take as completed");
	const loop = commonLoop(all, "wait for");
	return new Completions<A>(new Set(ensureFutures(all, loop)), timeout, loop);
}
