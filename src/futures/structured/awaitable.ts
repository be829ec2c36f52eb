/** What can be waited for, and how it is told from what cannot. */
import { show } from "../../internal/index.js";
import { type Coroutine, isCoroutine } from "../coroutine.js";

/**
 * What gather, race, waitFor and their kind take: a future or a task, a generator, a function that makes one (async or
 * generator; it becomes a task of its own), or a promise.
 *
 * A promise can be waited for but not cancelled: what stands for it is cancelled, and the promise goes its way.
 */
export type Awaitable<T> = PromiseLike<T> | Coroutine<T> | (() => PromiseLike<T> | Coroutine<T>);

/** What an {@link Awaitable} gives in the end. */
export type ResultOf<A> = A extends () => infer R
	? ResultOf<R>
	: A extends Coroutine<infer T>
		? T
		: A extends PromiseLike<infer T>
			? T
			: never;

/**
 * Tells whether something has the shape of a promise.
 *
 * @internal
 * @param value anything.
 * @returns whether it has a `then`.
 */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
	return typeof (value as PromiseLike<unknown> | null | undefined)?.then === "function";
}

/**
 * Tells whether something can be waited for.
 *
 * @internal
 * @param value anything.
 * @returns whether it is an {@link Awaitable}.
 */
export function isAwaitable(value: unknown): value is Awaitable<unknown> {
	return typeof value === "function" || isThenable(value) || isCoroutine(value);
}

/**
 * Refuses what cannot be waited for.
 *
 * @internal
 * @param value what was passed.
 * @param what what was to be done with it, such as `"gather"`.
 * @throws TypeError if it is no {@link Awaitable}.
 */
export function checkAwaitable(value: unknown, what: string): void {
	if (isAwaitable(value)) return;
	throw new TypeError(`Cannot ${what} ${show(value)}: it is no future, no promise and no coroutine`);
}
