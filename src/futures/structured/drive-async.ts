/** Lets an async function take the steps of a generator. */
import type { Future } from "../future.js";

/**
 * Awaits each future that a generator yields, so that what waits is written once for tasks of both kinds.
 *
 * @param steps the generator; it asks the futures for their results itself.
 * @returns what the generator returns.
 * @throws What the generator throws.
 */
export async function driveAsync<T>(steps: Generator<Future<unknown>, T, void>): Promise<T> {
	let step = steps.next();
	while (step.done !== true) {
		let failure: { readonly reason: unknown } | undefined;
		try {
			await step.value;
		} catch (reason) {
			failure = { reason };
		}
		step = failure === undefined ? steps.next() : steps.throw(failure.reason);
	}
	return step.value;
}
