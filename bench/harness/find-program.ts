/** Finds a program as a shell would. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Looks through PATH.
 *
 * @param name the program.
 * @returns every path at which it can be executed, in PATH's order.
 */
export function findProgram(name: string): string[] {
	const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
	return [...new Set(folders)].map((folder) => join(folder, name)).filter(isExecutable);
}

function isExecutable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		// Not there, or not ours to run: either way it is not the program that is looked for.
		return false;
	}
}
