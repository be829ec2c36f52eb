/** Tells coroutines from other things. */

import type { Coroutine } from "./coroutine.js";
import { isCoroutine } from "./coroutine.js";
import { Future } from "./future.js";

/**
 * Tells whether something is a generator that a task can step. Throws nothing.
 *
 * An async function that was called is a promise, and no coroutine: it runs already.
 *
 * @param value anything.
 * @returns whether it is one.
 * @example
 * ```ts
 * import { type Coroutine, iscoroutine, sleep } from "evloop";
 *
 * function* work(): Coroutine<void> {
 * 	yield* sleep(1);
 * }
 * console.log(iscoroutine(work()), iscoroutine(work)); // true false
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.iscoroutine
 */
export function iscoroutine(value: unknown): value is Coroutine<unknown> {
	return isCoroutine(value) && !(value instanceof Future);
}
