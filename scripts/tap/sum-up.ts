/** Sums up several runs of the suite, and says whether all is well. */
import type { Failure, TapResult } from "./parse-tap.js";

/** What the runs came to together. */
export interface Summary {
	/** The report, a line each; the last is the total, `"12 passed, 0 failed, 3 skipped"`. */
	readonly lines: readonly string[];
	/** Whether every run came to its end, nothing failed, something passed, and no installed program was skipped. */
	readonly good: boolean;
}

/** More tests than this that pass only at the second try are a failure. */
const mostUnsteady = 8;

/**
 * Sums up. What failed stands at the end, above the total, with what was said about it; its names stand last, for whoever
 * is shown the end of a report only.
 *
 * @param runs what each run came to, by the name of its mode.
 * @param installed the programs that are certainly there: a test that skips for want of one of them is a failure.
 * @returns the report and the verdict.
 */
export function sumUp(runs: ReadonlyMap<string, TapResult>, installed: readonly string[] = []): Summary {
	const lines: string[] = [];
	const unsteadyOnes: string[] = [];
	const failedOnes: string[] = [];
	const names: string[] = [];
	let unsteadies = 0;
	const totals = { passed: 0, failed: 0, skipped: 0 };
	const skipped = new Map<string, string[]>();
	for (const [mode, run] of runs) {
		const lost = run.skips.filter(({ what }) => installed.includes(what));
		const crashed = run.complete ? 0 : 1;
		totals.passed += run.passed;
		totals.failed += run.failed + lost.length + crashed;
		totals.skipped += run.skipped - lost.length;
		lines.push(`${mode}: ${run.passed} passed, ${run.failed} failed, ${run.skipped} skipped`);
		const { unsteady = [] } = run;
		unsteadies += unsteady.length;
		for (const each of unsteady)
			unsteadyOnes.push(...shown("unsteady, passed at the second try", mode, each));
		for (const each of run.failures) {
			failedOnes.push(...shown("failed", mode, each));
			names.push(`failed [${mode}]: ${each.title}`);
		}
		for (const { title, what } of lost)
			names.push(`failed [${mode}]: ${title}: skipped for want of ${what}, which is there`);
		if (crashed) names.push(`failed [${mode}]: ava did not come to its end`);
		for (const { title, what, reason } of run.skips) {
			const key = `${what} (${reason}): ${title}`;
			skipped.set(key, [...(skipped.get(key) ?? []), mode]);
		}
	}
	if (skipped.size > 0) lines.push("skipped aloud:");
	for (const [key, modes] of [...skipped].sort()) lines.push(`  ${key} [${modes.join(" ")}]`);
	lines.push(...unsteadyOnes, ...failedOnes, ...names);
	if (unsteadies > mostUnsteady) {
		lines.push(`failed: ${unsteadies} tests passed at the second try only; at most ${mostUnsteady} may`);
		totals.failed += 1;
	}
	const { passed, failed } = totals;
	lines.push(`${passed} passed, ${failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ""}`);
	return { lines, good: failed === 0 && passed > 0 };
}

function shown(what: string, mode: string, { title, details }: Failure): string[] {
	return [`${what} [${mode}]: ${title}`, ...details];
}
