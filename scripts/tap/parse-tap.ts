/** Reads what `ava --tap` printed. */

/** A test that passed without testing, and said so: see test/helpers/skip.ts. */
export interface AloudSkip {
	/** The title of the test. */
	readonly title: string;
	/** The program or capability that was missing. */
	readonly what: string;
	/** Why. */
	readonly reason: string;
}

/** What one run of the suite came to. */
export interface TapResult {
	/** Tests that ran and passed. */
	readonly passed: number;
	/** Tests that failed, and test files that crashed. */
	readonly failed: number;
	/** Tests that were skipped, aloud or by ava's own `.skip`. */
	readonly skipped: number;
	/** The tests among them that were skipped aloud. */
	readonly skips: readonly AloudSkip[];
	/** What failed: the titles. */
	readonly failures: readonly string[];
	/** Whether ava came to its end and printed its plan; where it did not, the numbers above are what is left of them. */
	readonly complete: boolean;
}

const testLine = /^(ok|not ok) \d+ - (.*?)(?: # (SKIP|TODO))?$/;
const skipLine = /^#\s+SKIP: ([^:]+): (.*)$/;

/**
 * Reads the output of one run of `ava --tap`; lines that are no TAP, such as npm's, do no harm.
 *
 * @param text the output.
 * @returns the counts, and whether the run came to its end.
 */
export function parseTap(text: string): TapResult {
	const skips: AloudSkip[] = [];
	const failures: string[] = [];
	let ok = 0;
	let silent = 0;
	let complete = false;
	let title: string | undefined;
	for (const line of text.split(/\r?\n/)) {
		const [, verdict, name = "", directive] = testLine.exec(line) ?? [];
		if (verdict !== undefined) {
			title = verdict === "ok" ? name : undefined;
			if (directive !== undefined) silent++;
			else if (verdict === "ok") ok++;
			else failures.push(name);
			continue;
		}
		const [, what, reason = ""] = skipLine.exec(line) ?? [];
		// One test may name several things that are missing; it is one skipped test all the same.
		if (what !== undefined && title !== undefined) skips.push({ title, what, reason });
		if (/^1\.\.\d+$/.test(line)) complete = true;
	}
	const aloud = new Set(skips.map((skip) => skip.title)).size;
	return { passed: ok - aloud, failed: failures.length, skipped: silent + aloud, skips, failures, complete };
}
