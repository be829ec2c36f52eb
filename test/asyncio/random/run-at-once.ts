/** Runs statements that do not wait. */
import { errorOf, isException } from "./errors.js";
import { instants } from "./instants.js";
import type { Run } from "./run.js";
import type { Body } from "./statement.js";

type Instant = (run: Run, ...args: readonly unknown[]) => unknown;

/**
 * Runs statements that do not wait; only what a program raises itself is thrown.
 *
 * @param run the run.
 * @param who what the trace names them by.
 * @param body the statements.
 */
export function runAtOnce(run: Run, who: string, body: Body): void {
	for (const [op, ...args] of body) {
		const [first] = args;
		if (op === "raise") throw errorOf(String(first));
		const told = typeof first === "string" ? [op, first] : [op];
		let result: unknown;
		try {
			result = (instants[op as keyof typeof instants] as Instant)(run, ...args);
		} catch (error) {
			if (!isException(error)) throw error;
			run.trace(who, ...told, error);
			continue;
		}
		run.trace(who, ...told, ...(result === undefined ? [] : [result]));
	}
}
