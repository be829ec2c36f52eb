/** Tells the two kinds of bodies apart. */
import { types } from "node:util";
import type { Coroutine } from "../coroutine.js";

/**
 * Tells a generator function from an async one, without calling it.
 *
 * @param body the function.
 * @returns whether a generator comes out.
 */
export function isGeneratorBody<A extends unknown[], T>(
	body: (...args: A) => Coroutine<T> | PromiseLike<T>,
): body is (...args: A) => Coroutine<T> {
	// Of an asynchronous generator function Node says that it is both.
	return types.isGeneratorFunction(body) && !types.isAsyncFunction(body);
}
