/** What Node calls a signal. */
import { constants } from "node:os";

/**
 * The name of a signal.
 *
 * @param number its number.
 * @returns the name, the first one where it has several; `undefined` where it has none, as the real-time signals.
 */
export function signalName(number: number): NodeJS.Signals | undefined {
	const found = Object.entries(constants.signals).find(([, each]) => each === number);
	return found?.[0] as NodeJS.Signals | undefined;
}
