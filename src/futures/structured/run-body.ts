/** Calls the body of a scope in an async function. */
import { type Coroutine, isCoroutine } from "../coroutine.js";
import { Task } from "../task.js";

/**
 * Calls a body with its scope; a generator that it makes is run.
 *
 * @param body the body: an async function, or a function that makes a generator.
 * @param scope what it is given.
 * @returns what is to be awaited.
 * @throws What the body throws at once.
 */
export function runBody<S, T>(body: (scope: S) => Coroutine<T> | PromiseLike<T>, scope: S): PromiseLike<T> {
	const started = body(scope);
	return isCoroutine(started) ? new Task(started as Coroutine<T>) : (started as PromiseLike<T>);
}
