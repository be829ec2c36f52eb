/** Runs the statements of a coroutine. */
import type { Coroutine } from "../../../src/futures/index.js";
import { said } from "./errors.js";
import type { Run } from "./run.js";
import { runAtOnce } from "./run-at-once.js";
import type { Body, Statement } from "./statement.js";
import { waits } from "./waits.js";

type Wait = (run: Run, who: string, ...args: readonly unknown[]) => Coroutine<unknown>;

/**
 * Runs statements one after the other, and traces how each ends.
 *
 * @param run the run.
 * @param who what the trace names them by.
 * @param body the statements.
 */
export function* runBody(run: Run, who: string, body: Body): Coroutine<void> {
	for (const statement of body) {
		if (Object.hasOwn(waits, statement[0])) yield* runWaiting(run, who, statement);
		else runAtOnce(run, who, [statement]);
	}
}

function* runWaiting(run: Run, who: string, [op, ...args]: Statement): Coroutine<void> {
	const told = typeof args[0] === "string" ? [op, args[0]] : [op];
	let result: unknown;
	try {
		result = yield* (waits[op as keyof typeof waits] as Wait)(run, who, ...args);
	} catch (error) {
		run.trace(who, ...told, error, ...said(error));
		throw error;
	}
	run.trace(who, ...told, ...(result === undefined ? [] : [result]));
}
