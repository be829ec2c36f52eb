/** How a function travels to another thread: as the text of its source, or as the name of a module and an export. */
import { show } from "../../internal/index.js";
import type { ModuleFunction } from "./executor.js";

/** What a thread is told of the function that it is to call. */
export type CalleeText = { readonly code: string } | { readonly module: string; readonly name: string };

/**
 * Describes a function.
 *
 * @param callee the function.
 * @returns what the other thread needs to know.
 * @throws TypeError where its text is not to be had or means nothing elsewhere: native and bound functions, classes.
 */
export function calleeText(callee: unknown): CalleeText {
	if (typeof callee === "function") return { code: sourceOf(callee) };
	const { module, name = "default" } = (callee ?? {}) as Partial<ModuleFunction>;
	if ((module instanceof URL || typeof module === "string") && typeof name === "string") {
		return { module: String(module), name };
	}
	throw new TypeError(
		`Cannot run ${show(callee)} in a thread: it is neither a function nor { module, name }`,
	);
}

/** An expression whose value is the function. */
function sourceOf(callee: object): string {
	const text = Function.prototype.toString.call(callee);
	if (/\{\s*\[native code\]\s*\}\s*$/.test(text)) {
		throw new TypeError(`Cannot run ${show(callee)} in a thread: it has no source; wrap it in a function`);
	}
	if (/^class\b/.test(text)) {
		throw new TypeError(`Cannot run ${show(callee)} in a thread: it is a class`);
	}
	for (const expression of [`(${text})`, `Object.values({ ${text} })[0]`]) {
		if (isExpression(expression)) return expression;
	}
	throw new TypeError(`Cannot run ${show(callee)} in a thread: its source cannot be read on its own`);
}

/** Whether a text can be compiled; a method's source, for one, can only within an object. */
function isExpression(text: string): boolean {
	try {
		new Function(`return ${text}`);
		return true;
	} catch {
		return false;
	}
}
