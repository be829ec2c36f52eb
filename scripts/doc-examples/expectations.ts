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
	/**
	 * The outermost `if` or `try` around it, by its place. Which of its branches is taken depends on the platform: it is
	 * enough that one of its promises is kept.
	 */
	readonly choice: number | undefined;
}

function choiceAround(node: ts.Node): number | undefined {
	let choice: number | undefined;
	for (let at = node; !ts.isSourceFile(at); at = at.parent) {
		if (ts.isIfStatement(at) || ts.isTryStatement(at)) choice = at.pos;
	}
	return choice;
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
	const calls = new Map<number, ts.Node>();
	const lastToken = new Map<number, number>();
	const visit = (node: ts.Node): void => {
		const children = node.getChildren(file);
		if (children.length === 0 && node.getEnd() > node.getStart(file)) {
			lastToken.set(lineOf(node.getEnd()), node.getEnd());
		}
		if (ts.isCallExpression(node) && node.expression.getText(file) === "console.log") {
			calls.set(lineOf(node.getEnd()), node);
		}
		for (const child of children) visit(child);
	};
	visit(file);
	return [...calls].flatMap(([line, node]) => {
		const [comment] = ts.getTrailingCommentRanges(code, lastToken.get(line) ?? code.length) ?? [];
		if (comment?.kind !== ts.SyntaxKind.SingleLineCommentTrivia) return [];
		const text = code.slice(comment.pos + 2, comment.end).trim();
		return [{ line, start: node.getStart(file), text, choice: choiceAround(node) }];
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
