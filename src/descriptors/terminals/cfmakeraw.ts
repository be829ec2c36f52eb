import { platform } from "../../ffi/index.js";
import { checkSettings } from "./check-settings.js";
import type { TerminalAttributes } from "./terminal-attributes.js";

const c = platform.terminals.constants;
const inputFlags =
	c.IGNBRK |
	c.BRKINT |
	c.IGNPAR |
	c.PARMRK |
	c.INPCK |
	c.ISTRIP |
	c.INLCR |
	c.IGNCR |
	c.ICRNL |
	c.IXON |
	c.IXANY |
	c.IXOFF;
const localFlags = c.ECHO | c.ECHOE | c.ECHOK | c.ECHONL | c.ICANON | c.IEXTEN | c.ISIG | c.NOFLSH | c.TOSTOP;

/**
 * Control characters with which a read waits for one character, and no longer.
 *
 * @param cc the control characters.
 * @returns new ones.
 */
export function readingOne(cc: Uint8Array): Uint8Array {
	const changed = Buffer.from(cc);
	changed[c.VMIN] = 1;
	changed[c.VTIME] = 0;
	return changed;
}

/**
 * Settings with which every character comes and goes as it is: no lines, no echo, no signals.
 *
 * @param attributes settings, which stay as they are.
 * @returns new ones.
 * @throws TypeError, RangeError or ValueError if they are no settings.
 * @example
 * ```ts
 * import { cfmakeraw, ICANON, openpty, tcgetattr } from "evloop";
 *
 * const { master, slave } = openpty();
 * console.log((cfmakeraw(tcgetattr(slave)).lflag & ICANON) !== 0); // false
 * slave.close();
 * master.close();
 * ```
 * @see https://docs.python.org/3/library/tty.html#tty.cfmakeraw
 */
export function cfmakeraw(attributes: TerminalAttributes): TerminalAttributes {
	checkSettings(attributes, "cfmakeraw");
	const { iflag, oflag, cflag, lflag, cc } = attributes;
	return {
		...attributes,
		iflag: (iflag & ~inputFlags) >>> 0,
		oflag: (oflag & ~c.OPOST) >>> 0,
		cflag: ((cflag & ~(c.PARENB | c.CSIZE)) | c.CS8) >>> 0,
		lflag: (lflag & ~localFlags) >>> 0,
		cc: readingOne(cc),
	};
}
