/** Compiles and runs examples. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type ts from "typescript";
import { instrument } from "./expectations.js";
import type { Example } from "./extract.js";
import { runExample } from "./run-example.js";
import { typeCheck } from "./type-check.js";

/** An example that fails. */
export interface Failure {
	/** The example. */
	readonly example: Example;
	/** What is wrong with it, a line each. */
	readonly problems: readonly string[];
}

/**
 * Compiles all examples and runs those that are to be run, several at a time.
 *
 * @param examples the examples.
 * @param folder where to put them: a folder of its own inside the project, so that the package finds itself by name. It
 * is emptied first.
 * @param options the project's compiler options.
 * @param limit how long one example may run, in milliseconds.
 * @returns those that fail.
 */
export async function checkExamples(
	examples: readonly Example[],
	folder: string,
	options: ts.CompilerOptions,
	limit: number,
): Promise<Failure[]> {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const placed = examples.map((example) => {
		const path = join(folder, `${example.file.replace(/\W+/g, "-")}-${example.line}.ts`);
		// Blank lines before it, so that each line has the number that it has in the file it comes from.
		const code = "\n".repeat(example.line - 1) + example.code;
		writeFileSync(path, code);
		return { example, code, path };
	});
	const typeErrors = typeCheck(
		placed.map(({ path }) => path),
		options,
	);
	const failures: Failure[] = [];
	const waiting = placed.values();
	const work = async (): Promise<void> => {
		// One iterator for all workers: each takes the next example that nobody has taken.
		for (const { example, code, path } of waiting) {
			const problems = (typeErrors.get(path) ?? []).map(({ line, message }) => `line ${line}: ${message}`);
			if (problems.length === 0 && example.run) {
				const script = path.replace(/\.ts$/, ".js");
				writeFileSync(script, instrument(code, options));
				problems.push(...(await runExample(script, code, limit)));
			}
			if (problems.length > 0) failures.push({ example, problems });
		}
	};
	await Promise.all(Array.from({ length: availableParallelism() }, work));
	return failures;
}
