/** Checks an option that is on or off. */
import { showValue } from "../../sockets/internals.js";

/**
 * Refuses what is neither on nor off.
 *
 * @param value what was given; absent is off.
 * @param action the operation, for the error.
 * @param name the option's name.
 * @returns whether it is on.
 * @throws TypeError where it is no boolean.
 */
export function checkFlag(value: unknown, action: string, name: string): boolean {
	if (value === undefined || typeof value === "boolean") return value === true;
	throw new TypeError(`Cannot ${action}: ${name} must be a boolean, got ${showValue(value)}`);
}
