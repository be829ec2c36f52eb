/** Options that are times: milliseconds here, whatever the kernel counts in. */
import { showValue } from "../arguments/show-value.js";
import {
	type ConstantName,
	ints,
	type OptionCodec,
	type OptionPlace,
	placeOf,
	readNumber,
	writeBytes,
} from "./option-codec.js";

const largest = 0x7fffffff;

/**
 * A time as the kernel counts it, rounded up.
 *
 * @param value milliseconds.
 * @param name the property, for errors.
 * @param unit how many milliseconds the kernel's unit has.
 * @param most the largest number of units.
 * @returns how many units.
 */
export function inUnits(value: unknown, name: string, unit: number, most = largest): number {
	if (typeof value !== "number" || Number.isNaN(value)) {
		throw new TypeError(`Cannot set ${name}: it must be milliseconds, got ${showValue(value)}`);
	}
	// A thousandth of a second divided and rounded up again must not become two.
	const units = Math.ceil(Number((value / unit).toFixed(9)));
	if (value < 0 || units > most) {
		throw new RangeError(
			`Cannot set ${name}: it must be from 0 to ${most * unit} milliseconds, got ${value}`,
		);
	}
	return units;
}

/**
 * An option that is a time.
 *
 * @param place where it is.
 * @param unit how many milliseconds the kernel's unit has.
 * @returns the codec.
 */
export function durationAt(place: OptionPlace, unit: number): OptionCodec<number> {
	return {
		get: (state, name) => readNumber(state, name, place) * unit,
		set: (state, name, value) => writeBytes(state, name, place, ints(inUnits(value, name, unit))),
	};
}

/**
 * An option that is a time.
 *
 * @param level its level.
 * @param constant its name.
 * @param unit how many milliseconds the kernel's unit has.
 * @returns the codec.
 */
export function duration(level: ConstantName, constant: ConstantName, unit: number): OptionCodec<number> {
	return durationAt(placeOf(level, constant), unit);
}
