import { ioctl, platform, syscall } from "../../ffi/index.js";
import type { FileLike } from "../../sockets/index.js";
import { checkFile, checkInteger, showValue } from "../../sockets/internals.js";

const { TIOCGWINSZ, TIOCSWINSZ } = platform.terminals;
const largest = 0xffff;

function readSize(fd: number): Uint16Array {
	const size = new Uint16Array(4);
	syscall("ioctl", ioctl(fd, TIOCGWINSZ, "void *", size), { fd });
	return size;
}

/**
 * Checks a window's size.
 *
 * @param rows the rows.
 * @param columns the columns.
 * @param action what it is for, such as `"tcsetwinsize"`.
 * @returns both.
 */
export function checkWindowSize(rows: unknown, columns: unknown, action: string): [number, number] {
	return [
		checkInteger(rows, `Cannot ${action}: rows`, 0, largest),
		checkInteger(columns, `Cannot ${action}: columns`, 0, largest),
	];
}

/**
 * Reads the size of a terminal's window.
 *
 * @param file either end of a terminal: a descriptor, or what has one.
 * @returns rows and columns; zeros where nobody has said.
 * @throws TypeError or RangeError if it is no file, or closed.
 * @throws OSError if it is no terminal (ENOTTY), or not open (EBADF).
 * @example
 * ```ts
 * import { openpty, tcgetwinsize } from "evloop";
 *
 * const { master, slave } = openpty({ rows: 24, columns: 80 });
 * console.log(tcgetwinsize(slave)); // [ 24, 80 ]
 * slave.close();
 * master.close();
 * ```
 * @see https://docs.python.org/3/library/termios.html#termios.tcgetwinsize
 */
export function tcgetwinsize(file: FileLike): [rows: number, columns: number] {
	const [rows = 0, columns = 0] = readSize(checkFile(file, "Cannot tcgetwinsize: file"));
	return [rows, columns];
}

/**
 * Sets the size of a terminal's window: what runs in it gets SIGWINCH.
 *
 * @param file either end of a terminal: a descriptor, or what has one.
 * @param size rows and columns.
 * @throws TypeError or RangeError if it is no file, or closed, or a number is not from 0 to 65,535.
 * @throws OSError if it is no terminal (ENOTTY), or not open (EBADF).
 * @example
 * ```ts
 * import { openpty, tcgetwinsize, tcsetwinsize } from "evloop";
 *
 * const { master, slave } = openpty();
 * tcsetwinsize(master, [50, 132]);
 * console.log(tcgetwinsize(slave)); // [ 50, 132 ]
 * slave.close();
 * master.close();
 * ```
 * @see https://docs.python.org/3/library/termios.html#termios.tcsetwinsize
 */
export function tcsetwinsize(file: FileLike, size: readonly [rows: number, columns: number]): void {
	const fd = checkFile(file, "Cannot tcsetwinsize: file");
	if (!Array.isArray(size) || size.length !== 2) {
		throw new TypeError(`Cannot tcsetwinsize: size must be [rows, columns], got ${showValue(size)}`);
	}
	const [rows, columns] = checkWindowSize(size[0], size[1], "tcsetwinsize");
	const whole = readSize(fd);
	whole[0] = rows;
	whole[1] = columns;
	syscall("ioctl", ioctl(fd, TIOCSWINSZ, "void *", whole), { fd });
}
