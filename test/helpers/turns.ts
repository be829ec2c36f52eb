import { setImmediate } from "node:timers/promises";

/** Lets Node's loop go round a number of times. */
export async function turns(count = 1): Promise<void> {
	for (let i = 0; i < count; i += 1) await setImmediate();
}
