/**
 * Checks that every public symbol has a doc comment that says everything: `node dist/scripts/doc-coverage.js`.
 *
 * A function, method or constructor tells its parameters, what it returns and what it throws ("Throws nothing." where
 * it does not); a function or class has a runnable example; everything has a sentence.
 */
import { checkDocs } from "./doc-coverage/check-docs.js";
import { entryPoints } from "./entry-points.js";
import { readTsconfig } from "./read-tsconfig.js";

const root = process.cwd();
// The sources, and what editors read of the package: what stands on an implementation, say, is in no declaration.
const gaps = [".ts", ".d.ts"].flatMap((ending) =>
	checkDocs(
		entryPoints().map(({ source }) =>
			ending === ".ts" ? `${root}/${source}` : `${root}/dist/${source.replace(/\.ts$/, ending)}`,
		),
		readTsconfig(root),
		root,
	),
);
for (const { name, where, missing } of gaps) console.log(`${where}: ${name} lacks ${missing.join(", ")}`);
console.log(`${gaps.length} doc comments are not whole`);
process.exitCode = gaps.length > 0 ? 1 : 0;
