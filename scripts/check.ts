/**
 * The one gate: `npm run check`. Runs every step, says which failed and why, and fails if one did.
 *
 * `--skip-tests` leaves out the test suite, for a caller that has run `npm test` just before; `.ci/run` does.
 */
import { spawnSync } from "node:child_process";

/** The steps, each with its command. The types are checked by the build, which npm runs first. */
const steps: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
	["lint and format", "biome", "check", "--error-on-warnings", "."],
	["documentation site", "typedoc"],
	["doc coverage", "node", "dist/scripts/doc-coverage.js"],
	["doc examples", "node", "dist/scripts/doc-examples.js"],
	["package (publint)", "publint", "--strict"],
	["package (types)", "attw", "--pack", ".", "--profile", "esm-only"],
	["tests", "ava"],
];

const skipTests = process.argv.includes("--skip-tests");
const failed: string[] = [];
for (const [name, command, ...args] of steps) {
	if (skipTests && name === "tests") continue;
	const started = performance.now();
	// npm puts node_modules/.bin into PATH; on Windows its commands are .cmd files, which only a shell starts.
	const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8", shell: false });
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	console.log(`${status === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
	if (status === 0) continue;
	failed.push(name);
	console.log(`${stdout ?? ""}${stderr ?? ""}${error === undefined ? "" : `${error.message}\n`}`);
}
if (failed.length > 0) console.log(`failed: ${failed.join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;
