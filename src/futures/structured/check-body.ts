/** The check of a body. */
import { show } from "../../internal/index.js";

/**
 * Refuses what cannot be run.
 *
 * @param body what was passed.
 * @param what the name of the function it was passed to.
 * @throws TypeError if it is no function.
 */
export function checkBody(body: unknown, what: string): void {
	if (typeof body === "function") return;
	throw new TypeError(`Cannot run ${show(body)} in ${what}: it is no function`);
}
