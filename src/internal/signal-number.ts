/** Signals go by name or by number; the kernel wants the number. */
import { constants } from "node:os";
import { ValueError } from "../errors.js";
import { show } from "./show.js";

/** The largest number of a signal on any of our systems; those above 31 are the real-time ones, which have no names here. */
const largestSignal = 64;

/**
 * The number of a signal.
 *
 * @param signal its name, such as `"SIGTERM"`, or its number.
 * @param action what it is for, for the error.
 * @returns the number.
 * @throws TypeError if it is neither a string nor a number.
 * @throws ValueError if there is no such signal.
 */
export function signalNumber(signal: unknown, action: string): number {
	if (typeof signal === "string") {
		const number = Object.hasOwn(constants.signals, signal)
			? constants.signals[signal as NodeJS.Signals]
			: undefined;
		if (number === undefined) throw new ValueError(`Cannot ${action}: there is no signal ${show(signal)}`);
		return number;
	}
	if (typeof signal !== "number") {
		throw new TypeError(`Cannot ${action}: the signal must be a name or a number, got ${show(signal)}`);
	}
	if (!Number.isInteger(signal) || signal < 1 || signal > largestSignal) {
		throw new ValueError(`Cannot ${action}: there is no signal ${signal}`);
	}
	return signal;
}
