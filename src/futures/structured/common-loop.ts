/** The loop of several things at once. */
import { ValueError } from "../../errors.js";
import { currentScheduler } from "../current-scheduler.js";
import { Future } from "../future.js";
import type { SchedulerOwner } from "../scheduler.js";

/**
 * The loop of the futures among several things; this thread's where there is none. Refuses two loops before anything is
 * started.
 *
 * @param awaitables the things.
 * @param what what is to be done with them, such as `"gather"`.
 * @returns the loop.
 * @throws ValueError if they are futures of different loops.
 */
export function commonLoop(awaitables: Iterable<unknown>, what: string): SchedulerOwner {
	let common: SchedulerOwner | undefined;
	for (const each of awaitables) {
		if (!(each instanceof Future)) continue;
		common ??= each.getLoop();
		if (each.getLoop() !== common) {
			throw new ValueError(`Cannot ${what} ${each}: it is another loop's than those before it`);
		}
	}
	return common ?? currentScheduler().loop;
}
