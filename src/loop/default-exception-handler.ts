/** What becomes of an exception that nobody can be given. */
import { inspect } from "node:util";
import type { ExceptionContext } from "../futures/index.js";
import { show } from "../internal/index.js";

/**
 * Writes an exception to standard error: the message, then the stack, then what else is known. Throws nothing, whatever it is
 * given: what cannot be shown is named by its kind.
 *
 * @param context what happened.
 */
export function writeException(context: ExceptionContext): void {
	const { message, exception, ...rest } = context;
	const lines = [textOf(() => String(message), message)];
	for (const [key, value] of Object.entries(rest)) {
		if (value !== undefined) lines.push(`${key}: ${textOf(() => describe(value), value)}`);
	}
	if (exception !== undefined) lines.push(textOf(() => inspect(exception), exception));
	process.stderr.write(`${lines.join("\n")}\n`);
}

/** An object's own short description where it has one. */
function describe(value: unknown): string {
	const isDescribed =
		typeof value === "object" && value !== null && value.toString !== Object.prototype.toString;
	return isDescribed ? String(value) : show(value);
}

function textOf(describe: () => string, value: unknown): string {
	try {
		return describe();
	} catch {
		return `<${typeof value} that cannot be shown>`;
	}
}
