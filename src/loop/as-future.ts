/** Makes a future of whatever a loop can run. */
import { inspect } from "node:util";
import { Future, isCoroutine, type Scheduler, Task, type TaskSource } from "../futures/index.js";
import type { Runnable } from "./running-methods.js";

/**
 * Makes a future of what can be waited for: a task of a generator or a function.
 *
 * @param scheduler the loop.
 * @param main what to wait for.
 * @returns a future of its result.
 * @throws TypeError if it is nothing that can be waited for.
 */
export function asFuture<T>(scheduler: Scheduler, main: Runnable<T>): Future<T> {
	if (typeof main === "function" || isCoroutine(main)) return new Task(main as TaskSource<T>, scheduler);
	if (main instanceof Future) return main as Future<T>;
	if (typeof (main as PromiseLike<T> | undefined)?.then !== "function") {
		throw new TypeError(`Cannot run ${inspect(main)}: it is no future, no promise and no coroutine`);
	}
	const future = new Future<T>(scheduler);
	(main as PromiseLike<T>).then(
		(value) => future.setResult(value),
		(reason) => future.setException(reason),
	);
	return future;
}
