import { constants } from "node:os";
import { osError, ValueError } from "../../errors.js";
import { errno, platform, tcsetattr as writeAttributes, writeTermios } from "../../ffi/index.js";
import type { FileLike } from "../../sockets/index.js";
import { checkFile, checkInteger } from "../../sockets/internals.js";
import { checkSettings } from "./check-settings.js";
import { termiosOf } from "./tcgetattr.js";
import type { TerminalAttributes } from "./terminal-attributes.js";

const { TCSANOW, TCSADRAIN, TCSAFLUSH } = platform.terminals.constants;

/**
 * Changes the settings of a terminal.
 *
 * Where it waits for what was written to go out, it blocks the thread: with TCSADRAIN and TCSAFLUSH, on a serial line.
 *
 * @param file the terminal: a descriptor, or what has one, such as `process.stdin`.
 * @param when TCSANOW, TCSADRAIN or TCSAFLUSH.
 * @param attributes all settings: those that `tcgetattr` told, with what is to be different.
 * @throws TypeError, RangeError or ValueError if an argument is of another kind, or out of range, or a speed is none of this
 * system's.
 * @throws OSError if it is no terminal (ENOTTY), or not open (EBADF).
 * @example
 * ```ts
 * import { ECHO, openpty, TCSANOW, tcgetattr, tcsetattr } from "evloop";
 *
 * const { master, slave } = openpty();
 * const before = tcgetattr(slave);
 * tcsetattr(slave, TCSANOW, { ...before, lflag: before.lflag & ~ECHO });
 * console.log((tcgetattr(slave).lflag & ECHO) !== 0); // false
 * slave.close();
 * master.close();
 * ```
 * @see https://docs.python.org/3/library/termios.html#termios.tcsetattr
 */
export function tcsetattr(file: FileLike, when: number, attributes: TerminalAttributes): void {
	const fd = checkFile(file, "Cannot tcsetattr: file");
	if (![TCSANOW, TCSADRAIN, TCSAFLUSH].includes(checkInteger(when, "Cannot tcsetattr: when"))) {
		throw new ValueError(`Cannot tcsetattr: when must be TCSANOW, TCSADRAIN or TCSAFLUSH, got ${when}`);
	}
	const fields = checkSettings(attributes, "tcsetattr");
	const bytes = termiosOf(fd);
	if (!writeTermios(bytes, fields)) {
		throw new ValueError(
			`Cannot tcsetattr: ispeed ${fields.ispeed} or ospeed ${fields.ospeed} is no speed that this system has`,
		);
	}
	while (writeAttributes(fd, when, bytes) < 0) {
		const number = errno();
		if (number !== constants.errno.EINTR) throw osError(number, "tcsetattr", { fd });
	}
}
