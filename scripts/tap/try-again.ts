import { parseTap, type TapResult } from "./parse-tap.js";
import { runMode } from "./run-mode.js";
import { filesToTryAgain, unsteadyOnes } from "./second-try.js";

/**
 * Runs the files of a run's failures again, and keeps what is printed in `MODE.again.tap`.
 *
 * @param mode the mode.
 * @param run what it came to.
 * @returns how many failures are left.
 */
export async function tryAgain(mode: string, run: TapResult): Promise<number> {
	const files = filesToTryAgain(run);
	if (files.length === 0) return run.failures.length;
	const { output } = await runMode(mode, `${mode}.again`, ["--serial", "--concurrency=1", ...files]);
	const unsteady = unsteadyOnes(run, parseTap(output)).length;
	console.log(
		`mode ${mode}: ${files.length} files again: ${unsteady} of ${run.failures.length} failures passed`,
	);
	return run.failures.length - unsteady;
}
