/** Compares what an example printed with what it promised. */
import type { Expectation } from "./expectations.js";

const oneLine = (text: string): string => text.trim().replace(/\s+/g, " ");

function pattern(text: string): RegExp {
	const literal = (part: string): string => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
	return new RegExp(`^${oneLine(text).split("…").map(literal).join(".*")}$`, "s");
}

/**
 * Compares.
 *
 * A line that prints several times keeps its promise where each print does, or where the promise lists them all in
 * their order, with commas between them. White space counts as one blank, so that an object may be printed over several lines.
 *
 * @param expected the promises.
 * @param output what the program wrote to standard output, as recorder.ts frames it.
 * @returns what differs, a line each; empty where every promise is kept.
 */
export function compare(expected: readonly Expectation[], output: string): string[] {
	const printed = new Map<number, string[]>();
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are recorder.ts's frame, which no example prints.
	for (const [, line, text = ""] of output.matchAll(/\u0001(\d+)\u0002([^\u0003]*)\u0003/g)) {
		printed.set(Number(line), [...(printed.get(Number(line)) ?? []), oneLine(text)]);
	}
	return expected.flatMap(({ line, text }) => {
		const prints = printed.get(line) ?? [];
		const wanted = pattern(text);
		if (prints.length > 0 && prints.every((print) => wanted.test(print))) return [];
		if (wanted.test(prints.join(", "))) return [];
		const got = prints.length === 0 ? "it printed nothing there" : `it printed "${prints.join(", ")}"`;
		return [`line ${line} promises "${text}"; ${got}`];
	});
}
