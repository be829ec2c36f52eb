/**
 * Runs the suite again in every mode but the normal one, or in those that are named:
 * `npm run test:modes`, `npm run test:modes -- poll worker`.
 *
 * What ava printed is kept in `.cache/tap/MODE.tap`; the last line printed here is the total. The exit status tells
 * whether all was well.
 */
import { modes } from "./tap/modes.js";
import { parseTap, type TapResult } from "./tap/parse-tap.js";
import { readRun } from "./tap/read-run.js";
import { runMode } from "./tap/run-mode.js";
import { sumUp } from "./tap/sum-up.js";
import { tryAgain } from "./tap/try-again.js";

async function run(mode: string): Promise<TapResult> {
	const started = performance.now();
	const { output, status } = await runMode(mode, mode);
	const result = parseTap(output);
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	console.log(`mode ${mode}: ${result.passed} passed, ${result.failed} failed in ${seconds} s`);
	if (status !== 0) console.log(`${output}\nmode ${mode}: ava ended with ${status}`);
	if (result.failed > 0) await tryAgain(mode, result);
	// ava's own verdict counts, too: it may have failed for what is no test.
	return status === 0 || result.failed > 0 ? readRun(mode) : { ...result, complete: false };
}

const wanted =
	process.argv.length > 2 ? process.argv.slice(2) : Object.keys(modes).filter((mode) => mode !== "default");
const unknown = wanted.filter((mode) => !Object.hasOwn(modes, mode));
if (unknown.length > 0) {
	console.error(`There is no mode ${unknown.join(", ")}; there are ${Object.keys(modes).join(", ")}`);
	process.exit(2);
}

const results = new Map<string, TapResult>();
for (const mode of wanted) results.set(mode, await run(mode));
const { lines, good } = sumUp(results);
for (const line of lines) console.log(line);
process.exitCode = good ? 0 : 1;
