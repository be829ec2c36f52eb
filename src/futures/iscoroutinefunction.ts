/** Tells coroutine functions from other functions. */
import { types } from "node:util";

/**
 * Tells whether something is a function that a task can run: an async function or a generator function. Throws nothing.
 *
 * A function that merely returns a promise or a generator can be run as well, but does not show it.
 *
 * @param value anything.
 * @returns whether it is one.
 * @example
 * ```ts
 * import { iscoroutinefunction } from "evloop";
 *
 * console.log(iscoroutinefunction(async () => 1), iscoroutinefunction(() => 1)); // true false
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.iscoroutine
 */
export function iscoroutinefunction(value: unknown): boolean {
	return types.isAsyncFunction(value) !== types.isGeneratorFunction(value);
}
