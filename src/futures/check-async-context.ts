/** Refuses what nothing can be run in. */
import { show } from "../internal/index.js";
import type { AsyncContext } from "./async-context.js";

/**
 * Checks a context: what is none would be found out when the loop runs something in it.
 *
 * @param context what was given.
 * @param action what for, such as `"make a task"`.
 * @returns the context.
 * @throws TypeError if it has no `runInAsyncScope()`.
 */
export function checkAsyncContext(context: AsyncContext, action: string): AsyncContext {
	if (typeof context.runInAsyncScope === "function") return context;
	throw new TypeError(
		`Cannot ${action}: the context must have a method runInAsyncScope(), got ${show(context)}`,
	);
}
