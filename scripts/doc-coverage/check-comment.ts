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
	const documented = tags
		.filter(({ name }) => name === "param")
		.map(({ text }) => ts.displayPartsToString(text));
	const names = new Set(documented.map((text) => text.trim().split(/[\s.]/)[0]));
	return signature.parameters
		.filter(({ name }, index) => {
			// A destructured parameter has no name of its own: its tag is known by its place.
			if (name.startsWith("__")) return documented[index] === undefined;
			return !names.has(name);
		})
		.map(({ name }) => `@param ${name}`);
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
	if (text === "") return ["a doc comment"];
	// A signature tells its own tags, or those of the overload or parent that stands for it; a variable tells its own.
	const ofSignature = signature?.getJsDocTags() ?? [];
	const tags = ofSignature.length > 0 ? ofSignature : symbol.getJsDocTags(checker);
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
