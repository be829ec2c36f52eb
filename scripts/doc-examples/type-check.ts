/** Compiles all examples at once, with the project's own strictness, against the declarations that users get. */
import ts from "typescript";

/**
 * Type-checks.
 *
 * @param paths the files.
 * @param options the project's compiler options.
 * @returns the errors of each file that has some: the line in it, and the message.
 */
export function typeCheck(
	paths: readonly string[],
	options: ts.CompilerOptions,
): Map<string, { line: number; message: string }[]> {
	// Without rootDir and outDir an import of the package by its own name means dist's declarations, not src.
	const { rootDir, outDir, incremental, tsBuildInfoFile, declaration, declarationMap, ...strictness } =
		options;
	const program = ts.createProgram(paths, {
		...strictness,
		noEmit: true,
		moduleDetection: ts.ModuleDetectionKind.Force,
	});
	const errors = new Map<string, { line: number; message: string }[]>();
	for (const path of paths) {
		const file = program.getSourceFile(path);
		if (file === undefined) throw new Error(`The compiler did not read ${path}`);
		const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
		if (found.length === 0) continue;
		errors.set(
			path,
			found.map(({ start = 0, messageText }) => ({
				line: file.getLineAndCharacterOfPosition(start).line + 1,
				message: ts.flattenDiagnosticMessageText(messageText, " "),
			})),
		);
	}
	return errors;
}
