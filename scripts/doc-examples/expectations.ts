/** What an example promises to print: the comments at the end of its `console.log` lines. */
import ts from "typescript";

/** One `console.log(…); // promise`. */
export interface Expectation {
	/** The line of the example it stands on, from 1. */
	readonly line: number;
	/** Where `console.log` begins in the text. */
	readonly start: number;
	/** The promise; `…` in it stands for anything. */
	readonly text: string;
}

/**
 * Finds the promises of an example.
 *
 * @param code the example.
 * @returns one for each `console.log` call that is the last on its line and has a comment behind it there.
 */
export function expectations(code: string): Expectation[] {
	const file = ts.createSourceFile("example.ts", code, ts.ScriptTarget.ESNext, true);
	const lineOf = (position: number): number => file.getLineAndCharacterOfPosition(position).line + 1;
	const calls = new Map<number, number>();
	const lastToken = new Map<number, number>();
	const visit = (node: ts.Node): void => {
		const children = node.getChildren(file);
		if (children.length === 0 && node.getEnd() > node.getStart(file)) {
			lastToken.set(lineOf(node.getEnd()), node.getEnd());
		}
		if (ts.isCallExpression(node) && node.expression.getText(file) === "console.log") {
			calls.set(lineOf(node.getEnd()), node.getStart(file));
		}
		for (const child of children) visit(child);
	};
	visit(file);
	return [...calls].flatMap(([line, start]) => {
		const [comment] = ts.getTrailingCommentRanges(code, lastToken.get(line) ?? code.length) ?? [];
		if (comment?.kind !== ts.SyntaxKind.SingleLineCommentTrivia) return [];
		return [{ line, start, text: code.slice(comment.pos + 2, comment.end).trim() }];
	});
}

/** The function that stands for `console.log` where it has a promise; see recorder.ts. */
export const recorderName = "__evloopExample";

/**
 * Makes each `console.log` that has a promise say which line it is, and compiles the example.
 *
 * @param code the example.
 * @param options the compiler's options.
 * @returns JavaScript.
 */
export function instrument(code: string, options: ts.CompilerOptions): string {
	let text = code;
	for (const { start, line } of expectations(code).sort((a, b) => b.start - a.start)) {
		text = `${text.slice(0, start)}${recorderName}(${line})${text.slice(start + "console.log".length)}`;
	}
	const compilerOptions = { ...options, module: ts.ModuleKind.ESNext };
	return ts.transpileModule(text, { compilerOptions, fileName: "example.ts" }).outputText;
}
