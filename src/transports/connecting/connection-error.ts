/** What a connection fails with that several addresses refused. */

/**
 * Makes one error of the errors of all attempts.
 *
 * @param errors the errors, at least one.
 * @param all whether a single one is wrapped, too.
 * @param target where to, for the message.
 * @returns the error itself if there is one alone; else an AggregateError with the `code` of the first, as Node's has it.
 */
export function connectionError(errors: readonly unknown[], all: boolean, target: string): unknown {
	const [first] = errors;
	if (errors.length === 1 && !all) return first;
	const reasons = errors.map((error) => (error instanceof Error ? error.message : String(error)));
	const error = new AggregateError(errors, `Cannot connect to ${target}: ${reasons.join("; ")}`);
	return Object.assign(error, { code: (first as { code?: string } | undefined)?.code });
}
