import type { Task } from "../../../src/futures/index.js";

/** The names of tasks. */
export function namesOf(tasks: Iterable<Task<unknown>>): Set<string> {
	return new Set([...tasks].map((task) => task.getName()));
}
