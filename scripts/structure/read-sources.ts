/** Reads the TypeScript files of a folder. */
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

/** Texts of files by their path, with `/` between its parts on every system. */
export type Sources = ReadonlyMap<string, string>;

/**
 * Reads every `.ts` file of a folder and of those below it.
 *
 * @param folder the folder, such as `"src"`.
 * @param root where the folder is; the working folder if absent.
 * @returns the texts by path, from the root on: `"src/errors.ts"`.
 */
export function readSources(folder: string, root = "."): Sources {
	const sources = new Map<string, string>();
	for (const entry of readdirSync(join(root, folder), { withFileTypes: true, recursive: true })) {
		if (!entry.isFile() || !entry.name.endsWith(".ts")) continue;
		const full = join(entry.parentPath, entry.name);
		const path = full.slice(join(root, folder).length - folder.length);
		sources.set(path.split(sep).join("/"), readFileSync(full, "utf8"));
	}
	return sources;
}
