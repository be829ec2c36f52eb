/** Makes a future of whatever a loop can run while it blocks the thread. */

import { ValueError } from "../errors.js";
import { type Coroutine, Future, isCoroutine, type SchedulerOwner } from "../futures/index.js";
import { makeTask } from "../futures/internals.js";
import { show } from "../internal/index.js";

/**
 * Makes a future of what goes on while the thread is blocked: promises do not.
 *
 * @param loop the loop that will block.
 * @param main a future, a generator, or a function that makes either.
 * @returns the future.
 * @throws TypeError if it is anything else.
 * @throws ValueError if it is a future of another loop.
 */
export function asBlockingFuture<T>(
	loop: SchedulerOwner,
	main: Future<T> | Coroutine<T> | (() => Coroutine<T>),
): Future<T> {
	const started = typeof main === "function" ? main() : main;
	if (isCoroutine(started) && !(started instanceof Future)) return makeTask(started, loop.scheduler);
	if (!(started instanceof Future)) {
		throw new TypeError(
			`Cannot block for ${show(main)}: only a future or a generator goes on while the thread is blocked`,
		);
	}
	if (started.getLoop() !== loop) {
		throw new ValueError(`Cannot wait for ${started}: it is another loop's, which rests meanwhile`);
	}
	return started;
}
