/** The check of an executor. */
import { show } from "../internal/index.js";
import type { Executor } from "./executors/index.js";

/**
 * Refuses what is no executor.
 *
 * @param executor what was given.
 * @throws TypeError if it is none.
 */
export function checkExecutor(executor: unknown): asserts executor is Executor {
	const { submit, shutdown } = (executor ?? {}) as Partial<Executor>;
	if (typeof submit === "function" && typeof shutdown === "function") return;
	throw new TypeError(`Cannot use ${show(executor)} as an executor: it has no submit() and shutdown()`);
}
