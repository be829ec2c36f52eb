/** FreeBSD: sys/sys/_termios.h and sys/sys/ttycom.h. */
import { bsdTerminalConstants } from "../bsd-terminal-constants.js";
import { bsdWindowRequests, type TerminalTable } from "../terminal-table.js";

/** The table of terminals of freebsd. */
export const terminals: TerminalTable = {
	constants: bsdTerminalConstants,
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
