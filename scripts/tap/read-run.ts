import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseTap, type TapResult } from "./parse-tap.js";
import { tapFolder } from "./run-mode.js";
import { unsteadyOnes } from "./second-try.js";

/**
 * Reads what a run printed, and its second try, if there was one.
 *
 * @param mode the mode.
 * @returns what it came to: what passed at the second try is unsteady, and no failure.
 */
export function readRun(mode: string): TapResult {
	const run = parseTap(readFileSync(join(tapFolder, `${mode}.tap`), "utf8"));
	const second = join(tapFolder, `${mode}.again.tap`);
	if (!existsSync(second)) return run;
	const unsteady = unsteadyOnes(run, parseTap(readFileSync(second, "utf8")));
	const failures = run.failures.filter((failure) => !unsteady.includes(failure));
	return { ...run, passed: run.passed + unsteady.length, failed: failures.length, failures, unsteady };
}
