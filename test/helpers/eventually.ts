import { setTimeout } from "node:timers/promises";

/** How long an expectation may take, in milliseconds: far longer than any of them does. */
const limit = 20_000;

/**
 * Waits until something is so.
 *
 * @param what what is waited for, for the error.
 * @param condition asked again and again.
 */
export async function eventually(what: string, condition: () => boolean): Promise<void> {
	const end = performance.now() + limit;
	while (!condition()) {
		if (performance.now() > end) throw new Error(`Waited in vain for ${what}`);
		await setTimeout(1);
	}
}
