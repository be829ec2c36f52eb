/** The path of a file, in the forms that node:fs takes. */
import type { PathLike } from "node:fs";
import { fileURLToPath } from "node:url";
import { types } from "node:util";
import { ValueError } from "../../errors.js";
import { showValue } from "../../sockets/internals.js";

/**
 * Refuses what is no path.
 *
 * @param path what was given.
 * @returns the path as bytes or text, and as text for errors.
 * @throws TypeError if it is neither a string nor bytes nor a file URL.
 * @throws ValueError if it has a zero byte, or none at all.
 */
export function filePath(path: unknown): { readonly path: PathLike; readonly text: string } {
	const value = path instanceof URL ? fileURLToPath(path) : path;
	if (typeof value !== "string" && !types.isUint8Array(value)) {
		throw new TypeError(`Cannot open: path must be a string, bytes or a file URL, got ${showValue(value)}`);
	}
	const bytes = typeof value === "string" ? value : Buffer.from(value);
	const text = String(bytes);
	if (text.includes("\0")) throw new ValueError("Cannot open: path has a zero byte");
	if (text === "") throw new ValueError("Cannot open: path is empty");
	return { path: bytes, text };
}
