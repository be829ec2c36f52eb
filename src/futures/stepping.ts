/** Whether a task of this thread is stepping its generator right now. */

let depth = 0;

/**
 * Refuses to go on where no task steps a generator: only there can a future be iterated.
 *
 * @throws TypeError anywhere else.
 */
export function expectStepping(): void {
	if (depth > 0) return;
	throw new TypeError(
		"Cannot iterate a future here: await it, or yield* it in a generator that a task steps",
	);
}

/** Says that a step begins. */
export function beginStep(): void {
	depth += 1;
}

/** Says that a step has ended. */
export function endStep(): void {
	depth -= 1;
}
