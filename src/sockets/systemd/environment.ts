/** What a service manager says in the environment, which JavaScript may have changed since. */
import { ValueError } from "../../errors.js";

/**
 * Reads a whole number.
 *
 * @param name the variable.
 * @param most the largest that makes sense.
 * @param action what it is for.
 * @returns the number; undefined where the variable is not set.
 * @throws ValueError where it is something else.
 */
export function environmentNumber(name: string, most: number, action: string): number | undefined {
	const text = process.env[name];
	if (text === undefined) return undefined;
	const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
	if (number <= most) return number;
	throw new ValueError(`Cannot ${action}: ${name} must be a whole number, at most ${most}, it is "${text}"`);
}

/**
 * Takes variables away, so that neither this process nor its children read them again.
 *
 * @param names the variables.
 */
export function unsetVariables(names: readonly string[]): void {
	for (const name of names) delete process.env[name];
}
