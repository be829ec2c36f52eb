import { NotImplementedError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import type { ControlCodec } from "./control-codec.js";

/** What a kind of control message is made of. */
export interface CodecParts<T, I> {
	/** Its name, for errors. */
	readonly name: string;
	readonly level: number;
	/** The type that it is sent with; `NaN` where this system has none. */
	readonly type: number;
	/** The type that it comes with, where that is another. */
	readonly receivedAs?: number;
	readonly write: (value: I, what: string) => Buffer;
	/** Reads the bytes; undefined where they are too few. */
	readonly read: (data: Buffer) => T | undefined;
}

/**
 * Makes the codec of a kind of control message.
 *
 * @param parts what it is made of.
 * @returns the codec.
 */
export function makeCodec<T, I = T>(parts: CodecParts<T, I>): ControlCodec<T, I> {
	const { name, level, type, receivedAs = type, write, read } = parts;
	return {
		encode(value) {
			if (Number.isNaN(level) || Number.isNaN(type)) {
				throw new NotImplementedError(`Cannot encode ${name}: ${platform.name} has no such control message`);
			}
			return [level, type, write(value, `Cannot encode ${name}:`)];
		},
		find(ancdata) {
			const found = ancdata.find((message) => message[0] === level && message[1] === receivedAs);
			return found === undefined ? undefined : read(found[2]);
		},
	};
}
