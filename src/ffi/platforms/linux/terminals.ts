/**
 * Linux: `struct termios` of glibc's bits/types/struct_termios.h, the same in musl; asm-generic/ioctls.h; the codes of speeds of
 * asm-generic/termbits-common.h and termbits.h.
 *
 * PowerPC has its own flags, requests and codes: arch/powerpc/include/uapi/asm/termbits.h and ioctls.h.
 */
import { bsdWindowRequests, type TerminalTable } from "../terminal-table.js";
import { powerpcTerminalConstants, terminalConstants } from "./terminal-constants.js";

const powerpc = process.arch === "ppc64";
const slow = [0, 50, 75, 110, 134, 150, 200, 300, 600, 1200, 1800, 2400, 4800, 9600, 19_200, 38_400];
const fast = [
	57_600, 115_200, 230_400, 460_800, 500_000, 576_000, 921_600, 1_000_000, 1_152_000, 1_500_000, 2_000_000,
	2_500_000, 3_000_000, 3_500_000, 4_000_000,
];
const firstFast = powerpc ? 0x10 : 0x1001;

/** The table of terminals of linux. */
export const terminals: TerminalTable = {
	constants: powerpc ? { ...terminalConstants, ...powerpcTerminalConstants } : terminalConstants,
	// c_line, one byte, stands before the control characters.
	termios: {
		size: 60,
		wordBytes: 4,
		characters: 17,
		characterCount: 32,
		inputSpeed: 52,
		outputSpeed: 56,
	},
	...(powerpc ? bsdWindowRequests : { TIOCGWINSZ: 0x5413, TIOCSWINSZ: 0x5414 }),
	speedCodes: new Map([
		...slow.map((speed, code) => [code, speed] as const),
		...fast.map((speed, index) => [firstFast + index, speed] as const),
	]),
	otherSpeed: powerpc ? 0x1f : 0x1000,
};
