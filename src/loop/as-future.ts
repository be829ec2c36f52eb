/** Makes a future of whatever a loop can run. */
import { inspect } from "node:util";
import { type Coroutine, Future, isCoroutine, type Scheduler, Task } from "../futures/index.js";
import type { Runnable } from "./running-methods.js";

/**
 * Makes a future of what can be waited for: a generator is stepped by a task, a function is called first.
 *
 * @param scheduler the loop.
 * @param main what to wait for.
 * @returns a future of its result.
 * @throws TypeError if it is nothing that can be waited for.
 */
export function asFuture<T>(scheduler: Scheduler, main: Runnable<T>): Future<T> {
	const started = typeof main === "function" ? main() : main;
	if (started instanceof Future) return started as Future<T>;
	if (isCoroutine(started)) return new Task(started as Coroutine<T>, scheduler);
	if (typeof (started as PromiseLike<T> | undefined)?.then !== "function") {
		throw new TypeError(`Cannot run ${inspect(main)}: it is no future, no promise and no coroutine`);
	}
	const future = new Future<T>(scheduler);
	(started as PromiseLike<T>).then(
		(value) => future.setResult(value),
		(reason) => future.setException(reason),
	);
	return future;
}
