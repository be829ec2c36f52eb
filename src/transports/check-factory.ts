/** Refuses what makes no protocols. */
import { showValue } from "../sockets/internals.js";

/**
 * Checks that a protocol factory can be called.
 *
 * @param factory what was given.
 * @param action what it is for.
 * @throws TypeError if it is no function, or a class, which `new` alone can call.
 */
export function checkFactory(factory: unknown, action: string): void {
	if (typeof factory !== "function") {
		throw new TypeError(
			`Cannot ${action}: the protocol factory must be a function, got ${showValue(factory)}`,
		);
	}
	if (/^class\b/.test(Function.prototype.toString.call(factory))) {
		throw new TypeError(
			`Cannot ${action}: the protocol factory is a class; pass () => new ${factory.name || "it"}()`,
		);
	}
}
