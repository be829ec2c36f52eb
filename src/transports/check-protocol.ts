/** Refuses what is no protocol. */
import { showValue } from "../sockets/internals.js";

/**
 * Checks that an object has the methods that a transport will call.
 *
 * @param protocol the object.
 * @param methods the names of the methods.
 * @param what the kind of protocol, for the error.
 * @throws TypeError if it is no object, or one is missing.
 */
export function checkProtocol(protocol: unknown, methods: readonly string[], what: string): void {
	if (typeof protocol !== "object" || protocol === null) {
		throw new TypeError(`Cannot use ${showValue(protocol)} as ${what}: it is no object`);
	}
	for (const name of methods) {
		if (typeof (protocol as Record<string, unknown>)[name] === "function") continue;
		throw new TypeError(`Cannot use ${showValue(protocol)} as ${what}: it has no method ${name}()`);
	}
}
