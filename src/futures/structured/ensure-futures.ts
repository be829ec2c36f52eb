/** Makes futures of several things that can be waited for. */
import type { Future } from "../future.js";
import type { SchedulerOwner } from "../scheduler.js";
import type { Awaitable } from "./awaitable.js";
import { ensureFuture } from "./ensure-future.js";

/**
 * Makes a future of each of several things, place by place.
 *
 * What stands in several places has one future, which is waited for once. A function has one for each place: it stands for
 * a coroutine that it makes each time that it is called, and is run as often as it is given.
 *
 * @param awaitables the things.
 * @param loop their loop.
 * @returns as many futures.
 */
export function ensureFutures(awaitables: readonly unknown[], loop: SchedulerOwner): Future<unknown>[] {
	const futures = new Map<unknown, Future<unknown>>();
	return awaitables.map((each) => {
		const future = futures.get(each) ?? ensureFuture(each as Awaitable<unknown>, { loop });
		if (typeof each !== "function") futures.set(each, future);
		return future;
	});
}
