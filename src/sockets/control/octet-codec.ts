import { checkInteger } from "../arguments/check-integer.js";
import type { ControlCodec } from "./control-codec.js";
import { makeCodec } from "./make-codec.js";
import { readSmall, writeInts } from "./native-numbers.js";

/**
 * The codec of a control message that is a number from 0 to 255: it is sent as an int, and comes as an int or a byte.
 *
 * @param name its name, for errors.
 * @param level its level.
 * @param type the type that it is sent with.
 * @param receivedAs the type that it comes with, where that is another.
 * @returns the codec.
 */
export function octetCodec(
	name: string,
	level: number,
	type: number,
	receivedAs: number = type,
): ControlCodec<number> {
	return makeCodec<number>({
		name,
		level,
		type,
		receivedAs,
		write: (value, what) => writeInts(checkInteger(value, `${what} value`, 0, 255)),
		read: readSmall,
	});
}
