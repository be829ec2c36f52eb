/** Compares what an example printed with what it promised. */
import type { Expectation } from "./expectations.js";

const oneLine = (text: string): string => text.trim().replace(/\s+/g, " ");

function pattern(text: string): RegExp {
	const literal = (part: string): string => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
	return new RegExp(`^${oneLine(text).split("…").map(literal).join(".*")}$`, "s");
}

/** Whether the prints of one line keep its promise, or the promise without the remark in brackets at its end. */
function isKept(text: string, prints: readonly string[]): boolean {
	return [text, text.replace(/ \([^()]*\)$/, "")].some((wanted) => {
		const exact = pattern(wanted);
		return prints.every((print) => exact.test(print)) || exact.test(prints.join(", "));
	});
}

/**
 * Compares.
 *
 * A line that prints several times keeps its promise where each print does, or where the promise lists them all in
 * their order, with commas between them. White space counts as one blank, so that an object may be printed over several
 * lines. A remark in brackets may follow: `// 1 (after 10 ms)`.
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
	const taken = new Set(expected.filter(({ line }) => printed.has(line)).map(({ choice }) => choice));
	return expected.flatMap(({ line, text, choice }) => {
		const prints = printed.get(line);
		if (prints !== undefined) {
			if (isKept(text, prints)) return [];
			return [`line ${line} promises "${text}"; it printed "${prints.join(", ")}"`];
		}
		if (choice !== undefined && taken.has(choice)) return [];
		return [`line ${line} promises "${text}"; it printed nothing there`];
	});
}
