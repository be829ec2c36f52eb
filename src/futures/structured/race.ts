/** Waiting for the first of several things. */
import { ValueError } from "../../errors.js";
import type { Future } from "../future.js";
import { type Awaitable, checkAwaitable, type ResultOf } from "./awaitable.js";
import { commonLoop } from "./common-loop.js";
import { ensureFutures } from "./ensure-futures.js";
import { Racing } from "./racing.js";

/**
 * Waits for the first of several things, cancels the others and waits until they have ended.
 *
 * The first to end decides, with its result or its failure. `Promise.race` leaves the losers running; here none is left
 * behind, save promises, which cannot be cancelled. A loser that fails while it is being cancelled is reported to the
 * loop's exception handler. Cancelling the race cancels all of them.
 *
 * @param awaitables futures, tasks, generators, functions and promises.
 * @returns a future of the first outcome.
 * @throws TypeError if one of them is nothing that can be waited for.
 * @throws ValueError if there is none, or if they are futures of different loops.
 * @throws RuntimeError where there is no loop to belong to.
 * @example
 * ```ts
 * import { race, sleep } from "evloop";
 *
 * const slow = sleep(60_000, "slow");
 * console.log(await race(slow, sleep(1, "quick")), slow.cancelled()); // quick true
 * ```
 * @see https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Promise/race
 */
export function race<const A extends readonly Awaitable<unknown>[]>(
	...awaitables: A
): Future<ResultOf<A[number]>> {
	if (awaitables.length === 0) throw new ValueError("Cannot race: there is nothing to wait for");
	for (const each of awaitables) checkAwaitable(each, "race");
	const loop = commonLoop(awaitables, "race");
	const futures = new Set(ensureFutures(awaitables, loop));
	return new Racing(futures as Set<Future<ResultOf<A[number]>>>, loop);
}
