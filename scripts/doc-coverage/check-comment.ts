/** What the doc comment of one public symbol must say. */
import ts from "typescript";

/** What a symbol is, as far as its doc comment is concerned. */
export interface Demands {
	/** The signature whose parameters, result and errors are to be told; none for what cannot be called. */
	readonly signature?: ts.Signature | undefined;
	/** Whether `@returns` is asked for where the signature returns something: not of a constructor. */
	readonly returns?: boolean;
	/** Whether a runnable example is asked for. */
	readonly example?: boolean;
}

/** A sentence in the comment's text that stands for `@throws`. */
const throwsNothing = /\bthrows nothing\b/i;

const silent = ts.TypeFlags.Void | ts.TypeFlags.Undefined | ts.TypeFlags.Never;

function missingParameters(signature: ts.Signature, tags: readonly ts.JSDocTagInfo[]): string[] {
	const names = tags
		.filter((tag) => tag.name === "param")
		.map((tag) => ts.displayPartsToString(tag.text).trim().split(/[\s.]/)[0]);
	const documented = [...new Set(names)];
	return signature.parameters
		.filter(({ name }, index) => {
			// A destructured parameter has no name of its own: its tag is known by its place.
			if (name.startsWith("__")) return documented[index] === undefined;
			return !documented.includes(name);
		})
		.map(({ name }) => `@param ${name}`);
}

/**
 * The tags of a symbol, its own or inherited. The compiler inherits only where both have as many declarations, which a
 * class with overloads and the interface that it implements never have.
 */
function tagsOf(symbol: ts.Symbol, checker: ts.TypeChecker): readonly ts.JSDocTagInfo[] {
	const tags = symbol.getJsDocTags(checker);
	const owner = symbol.declarations?.[0]?.parent;
	if (tags.length > 0 || owner === undefined) return tags;
	if (!ts.isClassDeclaration(owner) && !ts.isInterfaceDeclaration(owner)) return tags;
	const parents = (owner.heritageClauses ?? []).flatMap(({ types }) => types);
	const inherited = parents
		.map((parent) => checker.getPropertyOfType(checker.getTypeAtLocation(parent), symbol.name))
		.find((member) => member !== undefined);
	return inherited === undefined ? tags : tagsOf(inherited, checker);
}

/**
 * Lists what is missing from a symbol's doc comment.
 *
 * @param symbol the symbol.
 * @param checker of the program that it belongs to; comments that are inherited count.
 * @param demands what it must say beside its text.
 * @returns such as `["@param fd", "@throws"]`; empty where the comment is whole.
 */
export function checkComment(symbol: ts.Symbol, checker: ts.TypeChecker, demands: Demands): string[] {
	const { signature, returns = true, example = false } = demands;
	const comments = [symbol.getDocumentationComment(checker), signature?.getDocumentationComment(checker)];
	const text = comments
		.map((parts) => ts.displayPartsToString(parts))
		.join("\n")
		.trim();
	// A signature tells its own tags, or those of its overload or parent; a variable has a comment beside its type's.
	const tags = [...(signature?.getJsDocTags() ?? []), ...tagsOf(symbol, checker)];
	// What a constructor does needs no words of its own; its parameters and errors do.
	if (text === "" && (returns || tags.length === 0)) return ["a doc comment"];
	const has = (...names: string[]): boolean => tags.some(({ name }) => names.includes(name));
	const missing: string[] = [];
	if (signature !== undefined) {
		missing.push(...missingParameters(signature, tags));
		const result = signature.getReturnType();
		if (returns && !(result.flags & silent) && !has("returns", "return")) missing.push("@returns");
		// The sentence may stand after @returns, and so be a part of its text.
		const saysNothing = [text, ...tags.map((tag) => ts.displayPartsToString(tag.text))].some((part) =>
			throwsNothing.test(part),
		);
		if (!has("throws") && !saysNothing) missing.push('@throws, or "Throws nothing."');
	}
	if (example) {
		const examples = tags.filter(({ name }) => name === "example");
		const code = examples.some((tag) => ts.displayPartsToString(tag.text).includes("```ts"));
		if (!code) missing.push("@example with a ```ts block");
	}
	return missing;
}
