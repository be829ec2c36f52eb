/** Writes whatever a caller passed, for an error's message. */
import { inspect } from "node:util";

/**
 * A short, one-line picture of any value.
 *
 * @param value anything: a getter or proxy in it that throws does not get through.
 * @returns the picture.
 */
export function show(value: unknown): string {
	try {
		return inspect(value, { depth: 0, breakLength: Number.POSITIVE_INFINITY, getters: false });
	} catch {
		// An object whose own inspection throws: its type must do.
		return typeof value;
	}
}
