import { checkFile } from "./check-file.js";
import { checkInteger } from "./check-integer.js";

/** A part of a file. */
export interface FilePart {
	/** The file's descriptor. */
	readonly fd: number;
	/** Where it begins, in bytes. */
	readonly offset: number;
	/** Where it ends at the latest. */
	readonly end: number;
}

/**
 * Reads the arguments of what sends a file.
 *
 * @param action what sends it, such as `"sendfile"`.
 * @param file the file.
 * @param offset where to begin.
 * @param count how many bytes at most; to the end of the file if absent.
 * @returns the part.
 * @throws TypeError or RangeError where one of them is of another kind, or out of range.
 */
export function checkFilePart(action: string, file: unknown, offset: unknown, count: unknown): FilePart {
	const most = Number.MAX_SAFE_INTEGER;
	const fd = checkFile(file, `Cannot ${action}: file`);
	const start = checkInteger(offset, `Cannot ${action}: offset`, 0, most);
	if (count === undefined) return { fd, offset: start, end: most };
	return { fd, offset: start, end: start + checkInteger(count, `Cannot ${action}: count`, 1, most - start) };
}
