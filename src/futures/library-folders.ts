/** Where the library's own code lies. */
import { existsSync, readFileSync } from "node:fs";

/**
 * Finds the folders of the compiled library: the frames that lead there are nobody's program.
 *
 * A bundler may have put the library into a file with the program of others. Then there are none, since nothing tells the
 * frames of the one from those of the other. Throws nothing.
 *
 * @param module where a module of the library lies, as its `import.meta.url` says; a bundle in CommonJS has none.
 * @returns such as `["file:///app/node_modules/evloop/dist/lib/", …]`; empty where it lies in a package of somebody else.
 */
export function libraryFolders(module: string | undefined): string[] {
	const root = module === undefined ? undefined : packageRoot(module);
	return root === undefined ? [] : ["dist/lib/", "dist/src/"].map((folder) => new URL(folder, root).href);
}

/** The folder of the package that a module belongs to, if that package is ours. */
function packageRoot(module: string): URL | undefined {
	try {
		let folder = new URL("./", module);
		while (!existsSync(new URL("package.json", folder))) {
			const parent = new URL("../", folder);
			if (parent.href === folder.href) return undefined;
			folder = parent;
		}
		const manifest = JSON.parse(readFileSync(new URL("package.json", folder), "utf8")) as { name?: unknown };
		return manifest.name === "evloop" ? folder : undefined;
	} catch {
		// It is read from where there are no files, or may not be read.
		return undefined;
	}
}
