/** Takes the examples out of doc comments and Markdown. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One `ts` block. */
export interface Example {
	/** The file it stands in. */
	readonly file: string;
	/** The line of its first line of code, from 1. */
	readonly line: number;
	/** The program. */
	readonly code: string;
	/** Whether it is run; a block fenced as `ts no-run` is only compiled. */
	readonly run: boolean;
}

interface Line {
	readonly text: string;
	readonly number: number;
}

/** The lines inside `/** … *\/`, without their stars. */
function commentLines(text: string): Line[] {
	const lines: Line[] = [];
	let inside = false;
	for (const [index, line] of text.split("\n").entries()) {
		if (/^\s*\/\*\*/.test(line)) inside = true;
		if (inside) lines.push({ text: line.replace(/^\s*(\/\*\*|\*(?!\/)) ?/, ""), number: index + 1 });
		if (line.includes("*/")) inside = false;
	}
	return lines;
}

function blocks(file: string, lines: readonly Line[]): Example[] {
	const examples: Example[] = [];
	let open: { indent: string; run: boolean; line: number; code: string[] } | undefined;
	for (const { text, number } of lines) {
		const [, indent = "", info = ""] = /^(\s*)```(.*)$/.exec(text) ?? [];
		const isFence = /^\s*```/.test(text);
		if (open === undefined) {
			const [language, ...words] = info.trim().split(/\s+/);
			if (isFence && language === "ts") {
				open = { indent, run: !words.includes("no-run"), line: number + 1, code: [] };
			} else if (isFence) {
				// Another language: its end must not be taken for a beginning.
				open = { indent, run: false, line: 0, code: [] };
			}
			continue;
		}
		if (!isFence) {
			open.code.push(text.startsWith(open.indent) ? text.slice(open.indent.length) : text);
			continue;
		}
		const { run, line, code } = open;
		if (line > 0) examples.push({ file, line, code: `${code.join("\n")}\n`, run });
		open = undefined;
	}
	return examples;
}

/**
 * Finds the `ts` blocks of a file: those in the doc comments of a `.ts` file, or all of a Markdown file.
 *
 * @param file its path; the ending tells what it is.
 * @param text what it says.
 * @returns the blocks, in their order.
 */
export function extract(file: string, text: string): Example[] {
	if (file.endsWith(".ts")) return blocks(file, commentLines(text));
	return blocks(
		file,
		text.split("\n").map((line, index) => ({ text: line, number: index + 1 })),
	);
}

/**
 * Finds the examples of the project: in `src`, the README and the guides.
 *
 * @returns the blocks, file by file.
 */
export function projectExamples(): Example[] {
	const under = (folder: string, ending: string): string[] =>
		readdirSync(folder, { withFileTypes: true, recursive: true })
			.filter((entry) => entry.isFile() && entry.name.endsWith(ending))
			.map((entry) => join(entry.parentPath, entry.name))
			.sort();
	const files = [...under("src", ".ts"), "README.md", ...under("docs/guides", ".md")];
	return files.flatMap((file) => extract(file, readFileSync(file, "utf8")));
}
