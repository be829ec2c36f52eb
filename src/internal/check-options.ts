/** Refuses what is given in place of an object of options. */
import { show } from "./show.js";

/**
 * Checks that options are an object: the engine's own error would name neither them nor what was given.
 *
 * @param options what was given.
 * @param action what they are for, such as `"openpty"`.
 * @throws TypeError if it is none: null, or a number in the place of an option.
 */
export function checkOptions(options: unknown, action: string): void {
	if (typeof options === "object" && options !== null) return;
	throw new TypeError(`Cannot ${action}: options must be an object, got ${show(options)}`);
}
