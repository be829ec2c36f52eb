/** The types of generator coroutines. */
import type { Future } from "./future.js";

/**
 * What a coroutine hands to the task that steps it: the future it waits for, or `undefined` to give way for one turn.
 * It is made by `yield*` on a future; there is no need to make one.
 */
export type Suspension = Future<unknown> | undefined;

/**
 * A generator that a task can step: asyncio's coroutine, with `yield*` where Python says `await`.
 *
 * @example
 * ```ts
 * import { type Coroutine, getEventLoop, sleep } from "evloop";
 *
 * function* answer(): Coroutine<number> {
 * 	yield* sleep(1);
 * 	return 42;
 * }
 *
 * console.log(await getEventLoop().createTask(answer)); // 42
 * ```
 */
export type Coroutine<T> = Generator<Suspension, T, void>;
