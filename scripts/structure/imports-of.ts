/** What a source file imports and re-exports, read from TypeScript's own syntax tree. */
import { posix } from "node:path";
import ts from "typescript";

/** One import or re-export of a file. */
export interface Import {
	/** The line it stands on, from 1. */
	readonly line: number;
	/** What it names: `"./task.js"`, `"koffi"`. */
	readonly specifier: string;
	/** The project's file that it means; `undefined` for a package. */
	readonly target: string | undefined;
	/** Whether it is gone after compilation, so that it cannot close a circle at run time. */
	readonly typeOnly: boolean;
	/** Whether it is an `export *`. */
	readonly star: boolean;
}

function isTypeOnly(node: ts.Statement): boolean {
	if (ts.isExportDeclaration(node)) return node.isTypeOnly;
	if (!ts.isImportDeclaration(node) || node.importClause === undefined) return false;
	const { phaseModifier, name, namedBindings } = node.importClause;
	if (phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
	if (name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings)) return false;
	return namedBindings.elements.length > 0 && namedBindings.elements.every((element) => element.isTypeOnly);
}

function specifierOf(node: ts.Node): string | undefined {
	if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined) {
		return ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : undefined;
	}
	if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
		return ts.isStringLiteral(node.argument.literal) ? node.argument.literal.text : undefined;
	}
	if (!ts.isCallExpression(node)) return undefined;
	const [argument] = node.arguments;
	if (argument === undefined || !ts.isStringLiteral(argument)) return undefined;
	const callee = node.expression;
	// import("x"), require("x") and createRequire(...)("x").
	const loads =
		callee.kind === ts.SyntaxKind.ImportKeyword ||
		(ts.isIdentifier(callee) && callee.text === "require") ||
		(ts.isCallExpression(callee) &&
			ts.isIdentifier(callee.expression) &&
			callee.expression.text === "createRequire");
	return loads ? argument.text : undefined;
}

/**
 * Lists what a file imports and re-exports: by declaration, `import()`, `require()` or `import("…")` as a type.
 *
 * @param file its syntax tree; its name is its path from the project's folder.
 * @returns the imports, in the order in which they stand.
 */
export function importsOf(file: ts.SourceFile): Import[] {
	const found: Import[] = [];
	const visit = (node: ts.Node): void => {
		const specifier = specifierOf(node);
		if (specifier !== undefined) {
			const relative = specifier.startsWith(".");
			found.push({
				line: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1,
				specifier,
				target: relative
					? posix.join(posix.dirname(file.fileName), specifier).replace(/\.js$/, ".ts")
					: undefined,
				typeOnly: ts.isImportTypeNode(node) || (ts.isStatement(node) && isTypeOnly(node)),
				star: ts.isExportDeclaration(node) && !(node.exportClause && ts.isNamedExports(node.exportClause)),
			});
		}
		ts.forEachChild(node, visit);
	};
	visit(file);
	return found;
}
