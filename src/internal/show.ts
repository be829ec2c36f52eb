/** Writes whatever a caller passed, for an error's message. */
import { inspect } from "node:util";

/** More of it than this tells a reader nothing. */
const longest = 120;

/**
 * A short, one-line picture of any value: what is inside of what it contains is left out.
 *
 * @param value anything: a getter or proxy in it that throws does not get through.
 * @returns the picture.
 */
export function show(value: unknown): string {
	let picture: string;
	try {
		picture = inspect(value, { depth: 0, breakLength: Number.POSITIVE_INFINITY, getters: false });
	} catch {
		// An object whose own inspection throws: its type must do.
		return typeof value;
	}
	const line = picture.replace(/\s*\n\s*/g, " ");
	return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
