/** Whether a task of this thread is stepping its generator right now. */

let depth = 0;

/**
 * Asks whether code runs inside a generator that a task steps; only there can a future be iterated.
 *
 * @returns whether it does.
 */
export function isStepping(): boolean {
	return depth > 0;
}

/** Says that a step begins. */
export function beginStep(): void {
	depth += 1;
}

/** Says that a step has ended. */
export function endStep(): void {
	depth -= 1;
}
