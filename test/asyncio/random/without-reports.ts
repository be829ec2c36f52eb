/** Takes out what the loop reports of failures that nobody has looked at: a random program tells of its own itself. */

/** The lines of a trace without these. */
export function withoutReports(lines: readonly string[]): string[] {
	return lines.filter((line) => !/^\d+ unseen \w/.test(line));
}
