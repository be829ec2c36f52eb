/**
 * The second try: the files of a run's few failures are run again, one after the other, on a machine that does nothing else
 * for us then. What passes now is unsteady: it is told at the end of the report, with what was wrong, to be mended.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Failure, TapResult } from "./parse-tap.js";

/** More failures than this are no accident. */
const mostFailures = 6;

/**
 * Finds the files of the failures.
 *
 * @param run a run of the whole suite.
 * @param exists whether there is a file of that path.
 * @returns the files; none where a second try would prove nothing: the run was cut short, a process crashed, or too much
 * has failed.
 */
export function filesToTryAgain(run: TapResult, exists: (path: string) => boolean = existsSync): string[] {
	if (!run.complete || run.failures.length > mostFailures) return [];
	const files = new Set<string>();
	for (const failure of run.failures) {
		const file = fileOf(failure, exists);
		// Time-outs end all of a run.
		if (file === undefined || failure.details.some((line) => line.includes("Exited because"))) return [];
		files.add(file);
	}
	return [...files];
}

/**
 * Tells which failures of a run passed at the second try.
 *
 * @param run the run.
 * @param again the second try.
 * @returns the ones that did.
 */
export function unsteadyOnes(run: TapResult, again: TapResult): Failure[] {
	if (!again.complete) return [];
	// A run of one file leaves the file out of its titles.
	const passed = (title: string) =>
		again.passes.some((pass) => title === pass || title.endsWith(` › ${pass}`));
	return run.failures.filter(({ title }) => passed(title));
}

function fileOf({ title }: Failure, exists: (path: string) => boolean): string | undefined {
	const parts = title.split(" › ");
	for (let count = parts.length - 1; count > 0; count -= 1) {
		const path = join("dist", "test", `${parts.slice(0, count).join("/")}.test.js`);
		if (exists(path)) return path;
	}
	return undefined;
}
