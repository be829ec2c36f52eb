/** The flags of open(2), from the words that node:fs and Python have for them. */
import { constants } from "node:fs";
import { ValueError } from "../../errors.js";
import { checkInteger, showValue } from "../../sockets/internals.js";

const { O_RDONLY, O_RDWR, O_WRONLY, O_CREAT, O_TRUNC, O_APPEND, O_EXCL, O_SYNC } = constants;

const words: Readonly<Record<string, number>> = {
	r: O_RDONLY,
	rs: O_RDONLY | O_SYNC,
	"r+": O_RDWR,
	"rs+": O_RDWR | O_SYNC,
	w: O_TRUNC | O_CREAT | O_WRONLY,
	wx: O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
	"w+": O_TRUNC | O_CREAT | O_RDWR,
	"wx+": O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
	x: O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
	"x+": O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
	a: O_APPEND | O_CREAT | O_WRONLY,
	ax: O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
	as: O_APPEND | O_CREAT | O_WRONLY | O_SYNC,
	"a+": O_APPEND | O_CREAT | O_RDWR,
	"ax+": O_APPEND | O_CREAT | O_RDWR | O_EXCL,
	"as+": O_APPEND | O_CREAT | O_RDWR | O_SYNC,
};

/** The other spellings that node:fs takes. */
const spellings: Readonly<Record<string, string>> = {
	sr: "rs",
	"sr+": "rs+",
	xw: "wx",
	"xw+": "wx+",
	xa: "ax",
	"xa+": "ax+",
	sa: "as",
	"sa+": "as+",
};

/**
 * The number that a word stands for.
 *
 * @param flags a word such as `"r+"`, or the number itself.
 * @returns the number.
 * @throws TypeError or RangeError if it is neither a string nor such a number.
 * @throws ValueError if it is another word.
 */
export function openFlags(flags: unknown): number {
	if (typeof flags !== "string") return checkInteger(flags, "Cannot open: flags", 0);
	const word = Object.hasOwn(spellings, flags) ? spellings[flags] : flags;
	const number = word !== undefined && Object.hasOwn(words, word) ? words[word] : undefined;
	if (number === undefined) {
		throw new ValueError(
			`Cannot open: flags must be "r", "r+", "w", "wx", "a" and so on, got ${showValue(flags)}`,
		);
	}
	return number;
}
