/** Takes away what the compiler left behind of sources that are gone: a deleted test would run for ever. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";

const dist = "dist";

for (const entry of readdirSync(dist, { withFileTypes: true, recursive: true })) {
	if (!entry.isFile() || !/\.(js|d\.ts)(\.map)?$/.test(entry.name)) continue;
	const output = join(entry.parentPath, entry.name);
	const source = relative(dist, output).replace(/\.(js|d\.ts)(\.map)?$/, ".ts");
	if (!existsSync(source)) rmSync(output);
}
