import { checkInteger } from "./check-integer.js";
import { showValue } from "./show-value.js";

/** A descriptor's number, or anything that knows its own: a `FileHandle` of node:fs/promises is one. */
export type FileLike =
	| number
	| {
			/** Its descriptor. */
			fileno(): number;
	  }
	| {
			/** Its descriptor. */
			readonly fd: number;
	  };

/**
 * The descriptor of a file.
 *
 * @param file what was given.
 * @param what the beginning of the sentence, such as `"Cannot sendfile: file"`.
 * @returns the descriptor, not negative.
 * @throws TypeError where it is neither a number nor has a `fileno()` or an `fd` that is one.
 * @throws RangeError where the number is negative, as that of a closed file is.
 */
export function checkFile(file: unknown, what: string): number {
	if (typeof file === "number") return checkInteger(file, what, 0);
	const { fileno, fd } = (file ?? {}) as { fileno?: unknown; fd?: unknown };
	if (typeof fileno !== "function") {
		if (typeof fd === "number") return checkInteger(fd, `${what}: its fd`, 0);
		throw new TypeError(`${what} must be a descriptor or have a fileno(), got ${showValue(file)}`);
	}
	return checkInteger(fileno.call(file), `${what}: its fileno()`, 0);
}
