/** Waiting for futures without taking their results. */

import { ValueError } from "../../errors.js";
import { checkOptions, show } from "../../internal/index.js";
import { isCoroutine } from "../coroutine.js";
import { Future } from "../future.js";
import { checkTimeout } from "./check-timeout.js";
import { commonLoop } from "./common-loop.js";
import { ALL_COMPLETED, type WaitCondition, waitConditions } from "./wait-condition.js";
import { Waiting } from "./waiting.js";

/** How {@link wait} waits. */
export interface WaitOptions {
	/** How long at most, in milliseconds; for ever if absent. */
	readonly timeout?: number | undefined;
	/** What ends the wait before that; {@link ALL_COMPLETED} if absent. */
	readonly returnWhen?: WaitCondition | undefined;
}

/**
 * Waits until some or all of several futures are done, and tells which.
 *
 * It throws no TimeoutError and looks at no result: what is not done in time is in the second set and goes on. Being
 * cancelled, it leaves the futures alone.
 *
 * @param futures futures and tasks; a function or generator must be made a task first, since the sets could not name it.
 * @param options the time limit in milliseconds, and what ends the wait.
 * @returns a future of `[done, pending]`, two sets.
 * @throws TypeError if it is no iterable of futures, or the options are no object.
 * @throws ValueError if there are none, if they are of different loops, if the time limit is no number or the condition
 * unknown.
 * @example
 * ```ts
 * import { FIRST_COMPLETED, sleep, wait } from "evloop";
 *
 * const [quick, slow] = [sleep(1, "quick"), sleep(60_000, "slow")];
 * const [done, pending] = await wait([quick, slow], { returnWhen: FIRST_COMPLETED });
 * for (const future of done) console.log(future.result()); // quick
 * for (const future of pending) future.cancel();
 * console.log(slow.cancelled()); // true
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.wait
 */
export function wait<F extends Future<unknown>>(
	futures: Iterable<F>,
	options: WaitOptions = {},
): Future<[done: Set<F>, pending: Set<F>]> {
	checkOptions(options, "wait");
	const { timeout, returnWhen = ALL_COMPLETED } = options;
	const distinct = checkFutures(futures);
	if (distinct.size === 0) throw new ValueError("Cannot wait: there is nothing to wait for");
	if (!waitConditions.includes(returnWhen)) {
		throw new ValueError(`Cannot wait: returnWhen must be one of ${waitConditions}, got ${show(returnWhen)}`);
	}
	checkTimeout(timeout, "wait");
	return new Waiting(distinct, returnWhen, timeout, commonLoop(distinct, "wait for"));
}

function checkFutures<F>(futures: Iterable<F>): Set<F> {
	// A future is iterable itself, in a task; so is a coroutine, which iterating would run.
	if (futures instanceof Future || isCoroutine(futures) || typeof futures?.[Symbol.iterator] !== "function") {
		throw new TypeError(`Cannot wait for ${show(futures)}: it must be an iterable of futures`);
	}
	const distinct = new Set(futures);
	for (const each of distinct) {
		if (each instanceof Future) continue;
		throw new TypeError(`Cannot wait for ${show(each)}: it is no future; make a task of it first`);
	}
	return distinct;
}
