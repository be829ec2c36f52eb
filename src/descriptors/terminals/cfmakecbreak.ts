import { platform } from "../../ffi/index.js";
import { readingOne } from "./cfmakeraw.js";
import { checkSettings } from "./check-settings.js";
import type { TerminalAttributes } from "./terminal-attributes.js";

const { ECHO, ICANON } = platform.terminals.constants;

/**
 * Settings with which every character comes at once and without echo, while Ctrl-C and its like go on working.
 *
 * @param attributes settings, which stay as they are.
 * @returns new ones.
 * @throws TypeError, RangeError or ValueError if they are no settings.
 * @example
 * ```ts
 * import { cfmakecbreak, ICANON, ISIG, openpty, tcgetattr } from "evloop";
 *
 * const { master, slave } = openpty();
 * const { lflag } = cfmakecbreak(tcgetattr(slave));
 * console.log((lflag & ICANON) !== 0, (lflag & ISIG) !== 0); // false true
 * slave.close();
 * master.close();
 * ```
 * @see https://docs.python.org/3/library/tty.html#tty.cfmakecbreak
 */
export function cfmakecbreak(attributes: TerminalAttributes): TerminalAttributes {
	checkSettings(attributes, "cfmakecbreak");
	const { lflag, cc } = attributes;
	return { ...attributes, lflag: (lflag & ~(ECHO | ICANON)) >>> 0, cc: readingOne(cc) };
}
