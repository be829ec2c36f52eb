/** Refuses what is no terminal's settings. */
import { types } from "node:util";
import { ValueError } from "../../errors.js";
import { CONTROL_CHARACTERS, type TermiosFields } from "../../ffi/index.js";
import { byteLength, checkInteger, showValue } from "../../sockets/internals.js";

/**
 * Checks a terminal's settings.
 *
 * @param attributes what was given.
 * @param action what for, such as `"tcsetattr"`.
 * @returns them, with flags that are not negative.
 * @throws TypeError, RangeError or ValueError if they are none.
 */
export function checkSettings(attributes: unknown, action: string): TermiosFields {
	const what = `Cannot ${action}:`;
	if (typeof attributes !== "object" || attributes === null) {
		throw new TypeError(`${what} attributes must be a record, got ${showValue(attributes)}`);
	}
	const { iflag, oflag, cflag, lflag, ispeed, ospeed, cc } = attributes as Record<string, unknown>;
	if (!types.isUint8Array(cc)) throw new TypeError(`${what} cc must be a Uint8Array, got ${showValue(cc)}`);
	if (byteLength(cc) !== CONTROL_CHARACTERS) {
		throw new ValueError(`${what} cc must have ${CONTROL_CHARACTERS} characters, got ${byteLength(cc)}`);
	}
	return {
		iflag: checkFlags(iflag, `${what} iflag`),
		oflag: checkFlags(oflag, `${what} oflag`),
		cflag: checkFlags(cflag, `${what} cflag`),
		lflag: checkFlags(lflag, `${what} lflag`),
		ispeed: checkInteger(ispeed, `${what} ispeed`, 0),
		ospeed: checkInteger(ospeed, `${what} ospeed`, 0),
		cc,
	};
}

/** JavaScript's bit operators make numbers with the highest bit negative. */
function checkFlags(value: unknown, what: string): number {
	return checkInteger(value, what, -0x80000000, 0xffffffff) >>> 0;
}
