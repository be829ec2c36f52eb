/** Refuses wrong arguments of a loop's methods. */
import { ValueError } from "../errors.js";
import { show } from "../internal/index.js";

/**
 * Refuses what is no function.
 *
 * @param callback what was given.
 * @param action what it is for.
 * @throws TypeError if it is no function.
 */
export function checkCallback(callback: unknown, action: string): void {
	if (typeof callback !== "function") {
		throw new TypeError(`Cannot ${action}: the callback must be a function, got ${show(callback)}`);
	}
}

/**
 * Refuses what tells of no exception.
 *
 * @param context what was given.
 * @param action what it is for.
 * @throws TypeError if it is no object.
 */
export function checkContext(context: unknown, action: string): void {
	if (typeof context !== "object" || context === null) {
		throw new TypeError(`Cannot ${action}: the context must be an object, got ${show(context)}`);
	}
}

/**
 * Refuses what is no time.
 *
 * @param time what was given.
 * @param action what it is for.
 * @throws TypeError if it is no number.
 * @throws ValueError if it is NaN.
 */
export function checkTime(time: unknown, action: string): void {
	if (typeof time !== "number") {
		throw new TypeError(`Cannot ${action}: the time must be a number of milliseconds, got ${show(time)}`);
	}
	if (Number.isNaN(time)) throw new ValueError(`Cannot ${action}: the time is NaN`);
}
