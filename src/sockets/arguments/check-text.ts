import { ValueError } from "../../errors.js";
import { showValue } from "./show-value.js";

/**
 * Refuses what is no string, and strings that C would cut.
 *
 * @param value what was given.
 * @param what the beginning of the sentence, such as `"Cannot getservbyname: servicename"`.
 * @returns the string.
 * @throws TypeError where it is something else.
 * @throws ValueError where it has a zero byte in it.
 */
export function checkText(value: unknown, what: string): string {
	if (typeof value !== "string") throw new TypeError(`${what} must be a string, got ${showValue(value)}`);
	if (value.includes("\0")) throw new ValueError(`${what} ${showValue(value)} has a zero byte in it`);
	return value;
}
