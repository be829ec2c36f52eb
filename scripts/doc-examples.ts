/**
 * Compiles and runs the examples of the documentation: `npm run doc-examples`, or `npm run doc-examples -- sockets` for
 * those of the files whose path contains a word.
 *
 * An example is a `ts` block in a doc comment under src, in the README or in a guide. It is a whole program: it ends by
 * itself, and `console.log(x); // text` must print the text, in which `…` stands for anything. `ts no-run` marks a block
 * that is compiled but not run.
 */
import { join } from "node:path";
import { checkExamples } from "./doc-examples/check-examples.js";
import { projectExamples } from "./doc-examples/extract.js";
import { readTsconfig } from "./read-tsconfig.js";

const [word = ""] = process.argv.slice(2);
const examples = projectExamples().filter(({ file }) => file.includes(word));
const root = process.cwd();
const failures = await checkExamples(
	examples,
	join(root, ".cache", "doc-examples"),
	readTsconfig(root),
	15_000,
);
for (const { example, problems } of failures) {
	console.log(`${example.file}:${example.line}`);
	for (const problem of problems) console.log(`  ${problem}`);
}
const run = examples.filter((example) => example.run).length;
console.log(`${examples.length} examples, ${run} run, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;
