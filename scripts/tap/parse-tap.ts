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

/** A test that failed. */
export interface Failure {
	/** The title of the test, behind its file's path. */
	readonly title: string;
	/** What ava said about it, the first lines. */
	readonly details: readonly string[];
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
	/** What failed. */
	readonly failures: readonly Failure[];
	/** What failed, and passed at the second try; none if absent. */
	readonly unsteady?: readonly Failure[];
	/** The titles of what passed. */
	readonly passes: readonly string[];
	/** Whether ava came to its end and printed its plan; where it did not, the numbers above are what is left of them. */
	readonly complete: boolean;
}

/** How many lines are kept of what is said about a failure. */
const mostDetails = 16;

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
	const failures: Failure[] = [];
	const passes: string[] = [];
	/** Where the lines about a failure go, between its dashes and its dots. */
	let details: string[] | undefined;
	let silent = 0;
	let complete = false;
	let title: string | undefined;
	for (const line of text.split(/\r?\n/)) {
		const [, verdict, name = "", directive] = testLine.exec(line) ?? [];
		if (verdict !== undefined) {
			title = verdict === "ok" ? name : undefined;
			details = undefined;
			if (directive !== undefined) silent++;
			else if (verdict === "ok") passes.push(name);
			else {
				details = [];
				failures.push({ title: name, details });
			}
			continue;
		}
		if (line === "  ...") details = undefined;
		else if (details !== undefined && line !== "  ---" && details.length < mostDetails) details.push(line);
		const [, what, reason = ""] = skipLine.exec(line) ?? [];
		// One test may name several things that are missing; it is one skipped test all the same.
		if (what !== undefined && title !== undefined) skips.push({ title, what, reason });
		if (/^1\.\.\d+$/.test(line)) complete = true;
	}
	const aloud = new Set(skips.map((skip) => skip.title)).size;
	return {
		passed: passes.length - aloud,
		failed: failures.length,
		skipped: silent + aloud,
		skips,
		failures,
		passes,
		complete,
	};
}
