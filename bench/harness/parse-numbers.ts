import { BenchError } from "./bench-error.js";

/**
 * Reads an option such as `1,100,1000`.
 *
 * @param name the option, for the message.
 * @param text what was given.
 * @param least the smallest number allowed.
 * @returns the numbers.
 */
export function numberList(name: string, text: string, least: number): number[] {
	return text.split(",").map((part) => {
		const value = part.trim() === "" ? Number.NaN : Number(part);
		if (!(value >= least && value < Number.POSITIVE_INFINITY)) {
			throw new BenchError(`--${name} takes numbers from ${least} up, separated by commas, not '${text}'`);
		}
		return value;
	});
}

/**
 * Reads an option that is one number.
 *
 * @param name the option, for the message.
 * @param text what was given.
 * @param least the smallest number allowed.
 * @returns the number.
 */
export function oneNumber(name: string, text: string, least: number): number {
	const [value, ...more] = numberList(name, text, least);
	if (value === undefined || more.length > 0)
		throw new BenchError(`--${name} takes one number, not '${text}'`);
	return value;
}
