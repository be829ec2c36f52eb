/** Options that are texts. */
import { checkText } from "../arguments/check-text.js";
import { type ConstantName, type OptionCodec, placeOf, readBytes, writeBytes } from "./option-codec.js";

/**
 * An option that is a text.
 *
 * @param level its level.
 * @param constant its name.
 * @param room how many bytes it may have.
 * @returns the codec.
 */
export function text(level: ConstantName, constant: ConstantName, room: number): OptionCodec<string> {
	const place = placeOf(level, constant);
	return {
		get(state, name) {
			const bytes = readBytes(state, name, place, room);
			const end = bytes.indexOf(0);
			return bytes.toString("utf8", 0, end < 0 ? bytes.length : end);
		},
		set(state, name, value) {
			const bytes = Buffer.from(`${checkText(value, `Cannot set ${name}: it`)}\0`);
			if (bytes.length > room) {
				throw new RangeError(
					`Cannot set ${name}: it must have at most ${room - 1} bytes, got ${bytes.length - 1}`,
				);
			}
			writeBytes(state, name, place, bytes);
		},
	};
}
