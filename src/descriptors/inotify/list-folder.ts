/** What is in a directory. */
import { readdirSync } from "node:fs";

/** An entry of a directory. */
export interface Listed {
	/** Its name, a character for each byte. */
	readonly name: string;
	/** Whether it is a directory itself, and no link to one. */
	readonly isDirectory: boolean;
}

/**
 * Lists a directory.
 *
 * @param path its path, a character for each byte.
 * @returns its entries; none where it is gone or cannot be read.
 */
export function listFolder(path: string): Listed[] {
	try {
		const entries = readdirSync(Buffer.from(path, "latin1"), { withFileTypes: true, encoding: "latin1" });
		return entries.map((entry) => ({ name: entry.name, isDirectory: entry.isDirectory() }));
	} catch {
		// Gone: the events that are still to come tell so. To be watched it had to be readable, so nothing else is usual.
		return [];
	}
}
