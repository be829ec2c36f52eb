/** The public entry points, as package.json's `exports` names them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One public entry point. */
export interface EntryPoint {
	/** What a user imports: `"evloop"`, `"evloop/select"`. */
	readonly name: string;
	/** Its source: `"src/selectors/select/index.ts"`. */
	readonly source: string;
}

/**
 * Reads the public entry points.
 *
 * @param root the project's folder; the working folder if absent.
 * @returns one for each module of `exports`.
 */
export function entryPoints(root = "."): EntryPoint[] {
	const { name, exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
		name: string;
		exports: Record<string, string | { types: string }>;
	};
	return Object.entries(exports).flatMap(([path, target]) =>
		typeof target === "string"
			? []
			: {
					name: name + path.slice(1),
					source: target.types.replace(/^\.\/dist\//, "").replace(/\.d\.ts$/, ".ts"),
				},
	);
}
