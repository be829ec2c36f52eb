/** Darwin: bsd/sys/termios.h and bsd/sys/ttycom.h of xnu. Flags and speeds are `unsigned long`. */
import { bsdTerminalConstants } from "../bsd-terminal-constants.js";
import { bsdWindowRequests, type TerminalTable } from "../terminal-table.js";

/** The table of terminals of darwin. */
export const terminals: TerminalTable = {
	constants: bsdTerminalConstants,
	termios: {
		size: 72,
		wordBytes: 8,
		characters: 32,
		characterCount: 20,
		inputSpeed: 56,
		outputSpeed: 64,
	},
	...bsdWindowRequests,
	speedCodes: new Map(),
	otherSpeed: Number.NaN,
};
