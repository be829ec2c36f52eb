import type { FileLike } from "../../sockets/index.js";
import { cfmakecbreak } from "./cfmakecbreak.js";
import { cfmakeraw } from "./cfmakeraw.js";
import { TerminalMode, type TerminalModeOptions } from "./terminal-mode.js";

/**
 * Makes a terminal raw for the length of a block: every character comes at once and as it is, Ctrl-C too, and nothing is echoed.
 *
 * The settings are put back at the end of the block, and at the latest when the process ends, unless a signal kills it.
 *
 * @param file the terminal: a descriptor, or what has one, such as `process.stdin`.
 * @param options when it takes effect.
 * @returns what puts them back: `using mode = rawMode(file)`.
 * @throws TypeError, RangeError or ValueError if an argument is of another kind.
 * @throws OSError if it is no terminal (ENOTTY), or not open (EBADF).
 * @example
 * ```ts
 * import { ISIG, openpty, rawMode, tcgetattr } from "evloop";
 *
 * const { master, slave } = openpty();
 * {
 * 	using mode = rawMode(slave);
 * 	console.log((tcgetattr(slave).lflag & ISIG) !== 0, mode.before.lflag !== 0); // false true
 * }
 * console.log((tcgetattr(slave).lflag & ISIG) !== 0); // true
 * slave.close();
 * master.close();
 * ```
 * @see https://docs.python.org/3/library/tty.html#tty.setraw
 */
export function rawMode(file: FileLike, options?: TerminalModeOptions): TerminalMode {
	return new TerminalMode(file, cfmakeraw, options);
}

/**
 * Has a terminal give every character at once and without echo for the length of a block; Ctrl-C and its like go on working.
 *
 * @param file the terminal: a descriptor, or what has one, such as `process.stdin`.
 * @param options when it takes effect.
 * @returns what puts the settings back.
 * @throws TypeError, RangeError or ValueError if an argument is of another kind.
 * @throws OSError if it is no terminal (ENOTTY), or not open (EBADF).
 * @example
 * ```ts
 * import { cbreakMode, ISIG, openpty, tcgetattr } from "evloop";
 *
 * const { master, slave } = openpty();
 * const mode = cbreakMode(slave);
 * console.log((tcgetattr(slave).lflag & ISIG) !== 0); // true
 * mode.restore();
 * slave.close();
 * master.close();
 * ```
 * @see https://docs.python.org/3/library/tty.html#tty.setcbreak
 */
export function cbreakMode(file: FileLike, options?: TerminalModeOptions): TerminalMode {
	return new TerminalMode(file, cfmakecbreak, options);
}
