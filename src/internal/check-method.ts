/** Refuses what lacks the method that it will be asked for. */
import { show } from "./show.js";

/**
 * Checks that a value has a method: without it the engine's own error would come, perhaps much later.
 *
 * @param value what was given.
 * @param method the method's name.
 * @param demand the error's beginning, such as `"Cannot startServer: the loop must be an event loop"`.
 * @returns the value.
 * @throws TypeError if it has no such method.
 */
export function checkMethod<T>(value: T, method: keyof T & string, demand: string): T {
	if (typeof (value as Partial<T> | null | undefined)?.[method] === "function") return value;
	throw new TypeError(`${demand}, got ${show(value)}`);
}
