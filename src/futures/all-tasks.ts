/** Which tasks are not done. A loop's tasks live as long as it does: one that nobody holds must not vanish mid-way. */

import { currentScheduler } from "./current-scheduler.js";
import type { Scheduler, SchedulerOwner } from "./scheduler.js";
import type { Task } from "./task.js";

const living = new WeakMap<Scheduler, Set<Task<unknown>>>();

/**
 * Finds a loop's set of tasks that are not done.
 *
 * @internal
 * @param scheduler the loop's inside.
 * @returns the set itself.
 */
export function livingTasks(scheduler: Scheduler): Set<Task<unknown>> {
	let tasks = living.get(scheduler);
	if (tasks === undefined) {
		tasks = new Set();
		living.set(scheduler, tasks);
	}
	return tasks;
}

/**
 * The tasks of a loop that are not done.
 *
 * @param loop the loop; this thread's if absent.
 * @returns a set of its own.
 * @throws RuntimeError where there is no loop.
 * @example
 * ```ts
 * import { allTasks, getEventLoop, sleep } from "evloop";
 *
 * const task = getEventLoop().createTask(async () => await sleep(1));
 * console.log(allTasks().has(task)); // true
 * await task;
 * console.log(allTasks().size); // 0
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.all_tasks
 */
export function allTasks(loop?: SchedulerOwner): Set<Task<unknown>> {
	return new Set(livingTasks(loop?.scheduler ?? currentScheduler()));
}
