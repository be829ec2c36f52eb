/** How futures stand. */
import type { Future } from "../../../src/futures/index.js";
import { textOf } from "../helpers/text-of.js";

/** The state of a future, with its result or exception. */
export function stateOf(future: Future<unknown>): string {
	if (!future.done()) return "pending";
	if (future.cancelled()) return "cancelled";
	const error = future.exception();
	return error === undefined ? `result ${textOf(future.result())}` : `failed ${textOf(error)}`;
}
