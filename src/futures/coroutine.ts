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

/**
 * Tells a generator that a task can step from everything else.
 *
 * @internal
 * @param value anything.
 * @returns whether it is one.
 */
export function isCoroutine(value: unknown): value is Coroutine<unknown> {
	if (typeof value !== "object" || value === null) return false;
	const generator = value as { next?: unknown; throw?: unknown; [Symbol.iterator]?: unknown };
	// An asynchronous generator has both methods, too, but is no iterator: its next() returns a promise.
	return (
		typeof generator.next === "function" &&
		typeof generator.throw === "function" &&
		typeof generator[Symbol.iterator] === "function"
	);
}
