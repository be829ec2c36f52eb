/** Says what is wrong with a host. */
import { showValue } from "../sockets/internals.js";

/**
 * The error for what is no host.
 *
 * @param host what was given.
 * @param demand what may be given, with the action that it is for.
 * @returns the error. Of options in the host's place, where Python's keywords would stand, it says where they belong.
 */
export function hostError(host: unknown, demand: string): TypeError {
	const hint = typeof host === "object" && !Array.isArray(host) ? "; options come after host and port" : "";
	return new TypeError(`${demand}, got ${showValue(host)}${hint}`);
}
