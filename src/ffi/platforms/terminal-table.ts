/** The shape of a platform's table of terminals. */
import type { terminalConstants } from "./linux/terminal-constants.js";

/** The constants of terminals, by their names in C. */
export type TerminalConstants = Readonly<Record<keyof typeof terminalConstants, number>>;

/** How `struct termios` lies in memory, in bytes: four words of flags from 0 on, and what comes after them. */
export interface TermiosLayout {
	/** How many bytes there are. */
	readonly size: number;
	/** How many bytes a word of flags has, and a speed. */
	readonly wordBytes: 4 | 8;
	/** Where the control characters begin. */
	readonly characters: number;
	/** How many control characters there are. */
	readonly characterCount: number;
	/** Where the speed of what comes in stands. */
	readonly inputSpeed: number;
	/** Where the speed of what goes out stands. */
	readonly outputSpeed: number;
}

/** The numbers and layouts of terminals. */
export interface TerminalTable {
	/** What users see; `NaN` where the system has no such thing. */
	readonly constants: TerminalConstants;
	/** The layout of `struct termios`. */
	readonly termios: TermiosLayout;
	/** The request of ioctl(2) that reads the window's size: rows, columns and two sizes in pixels, 16 bits each. */
	readonly TIOCGWINSZ: number;
	/** The request that sets it. */
	readonly TIOCSWINSZ: number;
	/**
	 * The codes that stand for speeds, each with the bits a second that it means; empty where a speed is its own code. glibc
	 * from 2.42 on has no codes, either: a number that is none of them is the speed itself.
	 */
	readonly speedCodes: ReadonlyMap<number, number>;
	/** BOTHER: the code that says that the speed stands elsewhere; `NaN` where there is none. */
	readonly otherSpeed: number;
}

/** Of Darwin, FreeBSD and OpenBSD: <sys/ttycom.h>. */
export const bsdWindowRequests = { TIOCGWINSZ: 0x40087468, TIOCSWINSZ: 0x80087467 } as const;
