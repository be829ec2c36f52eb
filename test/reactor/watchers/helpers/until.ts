/** Waiting for what will be so, without guessing how long it takes. */
import { setImmediate, setTimeout } from "node:timers/promises";

/**
 * Waits until a condition holds; ava's time limit ends a test whose condition never does.
 *
 * @param condition asked every millisecond.
 */
export async function until(condition: () => boolean): Promise<void> {
	while (!condition()) await setTimeout(1);
}

/**
 * Lets Node's loop go round.
 *
 * @param times how often.
 */
export async function iterations(times: number): Promise<void> {
	for (let i = 0; i < times; i += 1) await setImmediate();
}
