/** What becomes of an exception that nobody can be given. */
import { inspect } from "node:util";
import type { ExceptionContext } from "../futures/index.js";
import { show } from "../internal/index.js";

/**
 * Writes an exception to standard error: the message, then the stack, then what else is known.
 *
 * @param context what happened.
 */
export function writeException(context: ExceptionContext): void {
	const { message, exception, ...rest } = context;
	const lines = [message];
	for (const [key, value] of Object.entries(rest)) {
		if (value !== undefined) lines.push(`${key}: ${describe(value)}`);
	}
	if (exception !== undefined) lines.push(inspect(exception));
	process.stderr.write(`${lines.join("\n")}\n`);
}

/** An object's own short description where it has one. */
function describe(value: unknown): string {
	const isDescribed =
		typeof value === "object" && value !== null && value.toString !== Object.prototype.toString;
	return isDescribed ? String(value) : show(value);
}
