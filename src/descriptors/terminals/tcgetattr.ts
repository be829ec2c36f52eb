import { tcgetattr as readAttributes, readTermios, syscall, TERMIOS_SIZE } from "../../ffi/index.js";
import type { FileLike } from "../../sockets/index.js";
import { checkFile } from "../../sockets/internals.js";
import type { TerminalAttributes } from "./terminal-attributes.js";

/**
 * The settings of a terminal as C has them.
 *
 * @param fd a descriptor.
 * @returns the bytes.
 */
export function termiosOf(fd: number): Buffer {
	const bytes = Buffer.alloc(TERMIOS_SIZE);
	syscall("tcgetattr", readAttributes(fd, bytes), { fd });
	return bytes;
}

/**
 * Reads the settings of a terminal.
 *
 * @param file the terminal: a descriptor, or what has one, such as `process.stdin`.
 * @returns a record of one's own.
 * @throws TypeError or RangeError if it is no file, or closed.
 * @throws OSError if it is no terminal (ENOTTY), or not open (EBADF).
 * @example
 * ```ts
 * import { ECHO, openpty, tcgetattr } from "evloop";
 *
 * const { master, slave } = openpty();
 * console.log((tcgetattr(slave).lflag & ECHO) !== 0); // true
 * slave.close();
 * master.close();
 * ```
 * @see https://docs.python.org/3/library/termios.html#termios.tcgetattr
 */
export function tcgetattr(file: FileLike): TerminalAttributes {
	return readTermios(termiosOf(checkFile(file, "Cannot tcgetattr: file")));
}
