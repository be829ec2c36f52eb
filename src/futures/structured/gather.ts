/** Waiting for several things at once. */
import type { Future } from "../future.js";
import { type Awaitable, checkAwaitable, isAwaitable, type ResultOf } from "./awaitable.js";
import { commonLoop } from "./common-loop.js";
import { ensureFutures } from "./ensure-futures.js";
import { Gathering } from "./gathering.js";

/** How {@link gather} gathers. */
export interface GatherOptions {
	/** Whether failures stand among the results instead of ending the wait; false if absent. */
	readonly returnExceptions?: boolean | undefined;
}

/** The results of what was gathered, place by place. */
export type GatheredResults<A extends readonly unknown[]> = { -readonly [K in keyof A]: ResultOf<A[K]> };

/** The results of what was gathered with `returnExceptions`, place by place: each may be what was thrown instead. */
export type GatheredOutcomes<A extends readonly unknown[]> = {
	-readonly [K in keyof A]: ResultOf<A[K]> | Error;
};

/**
 * Waits for several things at once and gives all their results, in the order in which they were passed.
 *
 * The first failure is handed on at once; the others go on running. A child that was cancelled counts as one that failed
 * with the CancelledError. With `returnExceptions` failures stand among the results (typed as Error; a value that is no
 * Error and was thrown stands there as it is). Cancelling the future cancels all children, and it ends when they have.
 * One future in several places is waited for once; a function in several places is run once for each.
 *
 * @param args futures, tasks, generators, functions and promises; options may follow them, see {@link GatherOptions}.
 * @returns a future of the results.
 * @throws TypeError if one of them is nothing that can be waited for.
 * @throws ValueError if they are futures of different loops.
 * @throws RuntimeError where there is no loop to belong to.
 * @example
 * ```ts
 * import { gather, sleep } from "evloop";
 *
 * console.log(await gather(sleep(2, "a"), sleep(1, 2))); // [ 'a', 2 ]
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.gather
 */
export function gather<const A extends readonly Awaitable<unknown>[]>(...args: A): Future<GatheredResults<A>>;
/**
 * Waits for several things at once and gives all their results, in the order in which they were passed.
 *
 * The first failure is handed on at once; the others go on running. A child that was cancelled counts as one that failed
 * with the CancelledError. With `returnExceptions` failures stand among the results (typed as Error; a value that is no
 * Error and was thrown stands there as it is). Cancelling the future cancels all children, and it ends when they have.
 * One future in several places is waited for once; a function in several places is run once for each.
 *
 * @param args futures, tasks, generators, functions and promises, and the options after them.
 * @returns a future of the results.
 * @throws TypeError if one of them is nothing that can be waited for.
 * @throws ValueError if they are futures of different loops.
 * @throws RuntimeError where there is no loop to belong to.
 * @example
 * ```ts
 * import { gather, sleep } from "evloop";
 *
 * const failing = function* () {
 * 	yield* sleep(1);
 * 	throw new Error("no");
 * };
 * console.log(await gather(sleep(2, "a"), sleep(1, 2))); // [ 'a', 2 ]
 * const [first, second] = await gather(sleep(2, "a"), failing, { returnExceptions: true });
 * console.log(first, String(second)); // a Error: no
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.gather
 */
export function gather<const A extends readonly Awaitable<unknown>[]>(
	...args: [...awaitables: A, options: { readonly returnExceptions: true }]
): Future<GatheredOutcomes<A>>;
/**
 * Waits for several things at once and gives all their results, in the order in which they were passed.
 *
 * The first failure is handed on at once; the others go on running. A child that was cancelled counts as one that failed
 * with the CancelledError. With `returnExceptions` failures stand among the results (typed as Error; a value that is no
 * Error and was thrown stands there as it is). Cancelling the future cancels all children, and it ends when they have.
 * One future in several places is waited for once; a function in several places is run once for each.
 *
 * @param args futures, tasks, generators, functions and promises, and the options after them.
 * @returns a future of the results.
 * @throws TypeError if one of them is nothing that can be waited for.
 * @throws ValueError if they are futures of different loops.
 * @throws RuntimeError where there is no loop to belong to.
 * @example
 * ```ts
 * import { gather, sleep } from "evloop";
 *
 * console.log(await gather(sleep(2, "a"), sleep(1, 2))); // [ 'a', 2 ]
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.gather
 */
export function gather<const A extends readonly Awaitable<unknown>[]>(
	...args: [...awaitables: A, options: { readonly returnExceptions?: false | undefined }]
): Future<GatheredResults<A>>;
/**
 * Waits for several things at once and gives all their results, in the order in which they were passed.
 *
 * The first failure is handed on at once; the others go on running. A child that was cancelled counts as one that failed
 * with the CancelledError. With `returnExceptions` failures stand among the results (typed as Error; a value that is no
 * Error and was thrown stands there as it is). Cancelling the future cancels all children, and it ends when they have.
 * One future in several places is waited for once; a function in several places is run once for each.
 *
 * @param args futures, tasks, generators, functions and promises, and the options after them.
 * @returns a future of the results.
 * @throws TypeError if one of them is nothing that can be waited for.
 * @throws ValueError if they are futures of different loops.
 * @throws RuntimeError where there is no loop to belong to.
 * @example
 * ```ts
 * import { gather, sleep } from "evloop";
 *
 * const failing = function* () {
 * 	yield* sleep(1);
 * 	throw new Error("no");
 * };
 * console.log(await gather(sleep(2, "a"), sleep(1, 2))); // [ 'a', 2 ]
 * const [first, second] = await gather(sleep(2, "a"), failing, { returnExceptions: true });
 * console.log(first, String(second)); // a Error: no
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.gather
 */
export function gather<const A extends readonly Awaitable<unknown>[]>(
	...args: [...awaitables: A, options: GatherOptions]
): Future<GatheredOutcomes<A>>;
export function gather(...args: readonly unknown[]): Future<unknown> {
	const last = args.at(-1);
	const hasOptions = isOptions(last);
	const awaitables = hasOptions ? args.slice(0, -1) : args;
	for (const each of awaitables) checkAwaitable(each, "gather");
	const loop = commonLoop(awaitables, "gather");
	const children = ensureFutures(awaitables, loop);
	return new Gathering(children, hasOptions && last.returnExceptions === true, loop);
}

function isOptions(last: unknown): last is GatherOptions {
	return typeof last === "object" && last !== null && !isAwaitable(last) && !Array.isArray(last);
}
