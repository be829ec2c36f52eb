/** OpenBSD: sys/sys/termios.h and sys/sys/ttycom.h. There is no IUTF8, and two flags of the output lie elsewhere. */
import { bsdTerminalConstants } from "../bsd-terminal-constants.js";
import { bsdWindowRequests, type TerminalTable } from "../terminal-table.js";

/** The table of terminals of openbsd. */
export const terminals: TerminalTable = {
	constants: {
		...bsdTerminalConstants,
		IUTF8: Number.NaN,
		ONOCR: 0x40,
		ONLRET: 0x80,
		CRTSCTS: 0x10000,
	},
	termios: {
		size: 44,
		wordBytes: 4,
		characters: 16,
		characterCount: 20,
		inputSpeed: 36,
		outputSpeed: 40,
	},
	...bsdWindowRequests,
	speedCodes: new Map(),
	otherSpeed: Number.NaN,
};
