/** The settings of a terminal. */

/** What `tcgetattr` tells and `tcsetattr` takes: `struct termios`, field for field. */
export interface TerminalAttributes {
	/** How what comes in is processed: ICRNL, IXON and their like. */
	readonly iflag: number;
	/** How what goes out is processed: OPOST, ONLCR and their like. */
	readonly oflag: number;
	/** The line: CS8, PARENB and their like. */
	readonly cflag: number;
	/** The rest: ECHO, ICANON, ISIG and their like. */
	readonly lflag: number;
	/** The speed of what comes in, in bits a second. */
	readonly ispeed: number;
	/** The speed of what goes out, in bits a second. */
	readonly ospeed: number;
	/** The control characters, a byte each: `cc[VINTR]`, `cc[VMIN]`. */
	readonly cc: Uint8Array;
}
