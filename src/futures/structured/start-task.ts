/** Makes tasks of what can be run. */
import { types } from "node:util";
import { type Coroutine, isCoroutine } from "../coroutine.js";
import { currentTask } from "../current-task.js";
import type { Future } from "../future.js";
import { Task, type TaskOptions } from "../task.js";
import { isThenable } from "./awaitable.js";
import { PromiseFuture } from "./promise-future.js";

/** What a task can be made of: a generator, or a function that makes one or is async. */
export type Startable<T> = Coroutine<T> | (() => Coroutine<T> | PromiseLike<T>);

/**
 * Makes a task.
 *
 * @param coroutine what it runs.
 * @param options its loop and its name.
 * @returns the task; it takes its first step in the next round.
 * @throws TypeError if it is nothing that a task can run.
 * @throws What a function that is neither async nor a generator's throws.
 */
export function startTask<T>(coroutine: Startable<T>, options?: TaskOptions): Task<T> {
	const started = typeof coroutine === "function" ? coroutine() : coroutine;
	return new Task(started as Coroutine<T>, options);
}

/**
 * Starts what may be a function.
 *
 * @param fn the function.
 * @param options the loop.
 * @returns a task, or the future of the promise it returned.
 */
export function startFunction<T>(
	fn: () => Coroutine<T> | PromiseLike<T>,
	options?: TaskOptions,
): Future<T> | undefined {
	const started = fn();
	if (isCoroutine(started)) return new Task(started as Coroutine<T>, options);
	return isThenable(started) ? new PromiseFuture(started as PromiseLike<T>, options) : undefined;
}

/**
 * Runs an async function as a part of the running task; outside all tasks it makes one.
 *
 * @param fn the function.
 * @returns what it returns.
 */
export function inTask<T>(fn: () => Promise<T>): Promise<T> {
	const task = currentTask();
	// A function that outlives its task still sees it; nothing can be cancelled through that one.
	return task !== undefined && !task.done() ? fn() : startTask(fn);
}

/**
 * Tells a generator function from an async one, without calling it.
 *
 * @param body the function.
 * @returns whether a generator comes out.
 */
export function isGeneratorBody<A extends unknown[], T>(
	body: (...args: A) => Coroutine<T> | PromiseLike<T>,
): body is (...args: A) => Coroutine<T> {
	return types.isGeneratorFunction(body);
}
