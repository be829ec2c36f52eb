/** Where a file asks which platform it runs on. */
import ts from "typescript";

const questions = new Set(["platform", "arch"]);
const osQuestions = new Set(["platform", "arch", "machine", "type"]);

/**
 * Finds `process.platform`, `process.arch` and their like from `node:os`, also when destructured or bracketed.
 *
 * @param file the file's syntax tree.
 * @returns each mention with its line, as `"12: process.platform"`.
 */
export function platformMentions(file: ts.SourceFile): string[] {
	const found: string[] = [];
	const report = (node: ts.Node, what: string): void => {
		found.push(`${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}: ${what}`);
	};
	const ask = (node: ts.Node, object: ts.Expression | undefined, name: string): void => {
		if (object === undefined || !ts.isIdentifier(object)) return;
		if (object.text === "process" && questions.has(name)) report(node, `process.${name}`);
		if (object.text === "os" && osQuestions.has(name)) report(node, `os.${name}`);
	};
	const visit = (node: ts.Node): void => {
		if (ts.isPropertyAccessExpression(node)) ask(node, node.expression, node.name.text);
		if (ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression)) {
			ask(node, node.expression, node.argumentExpression.text);
		}
		if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name)) {
			for (const element of node.name.elements) {
				ask(element, node.initializer, (element.propertyName ?? element.name).getText(file));
			}
		}
		if (ts.isImportSpecifier(node)) {
			const { moduleSpecifier } = node.parent.parent.parent as ts.ImportDeclaration;
			const name = (node.propertyName ?? node.name).text;
			if (/["'](node:)?os["']/.test(moduleSpecifier.getText(file)) && osQuestions.has(name)) {
				report(node, `${name} of node:os`);
			}
		}
		ts.forEachChild(node, visit);
	};
	visit(file);
	return found;
}
