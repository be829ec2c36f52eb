/** Tells generator functions from other functions that give something to wait for. */
import { types } from "node:util";
import type { Coroutine } from "./coroutine.js";

/**
 * Tells whether calling a function makes a generator, without calling it.
 *
 * @param source the function.
 * @returns whether a generator comes out.
 */
export function isGeneratorFunction<A extends unknown[], T>(
	source: (...args: A) => Coroutine<T> | PromiseLike<T>,
): source is (...args: A) => Coroutine<T> {
	// Of an asynchronous generator function Node says that it is both; what that makes is no coroutine.
	return types.isGeneratorFunction(source) && !types.isAsyncFunction(source);
}
