import { RuntimeError } from "../../../src/errors.js";
import { type Coroutine, sleep } from "../../../src/futures/index.js";

/** A round is no look at the kernel: Python looks at each. */
const mostTurns = 10_000;

/** Lets the loop turn until something is so. */
export function* until(condition: () => boolean): Coroutine<void> {
	for (let turn = 0; turn < mostTurns; turn += 1) {
		if (condition()) return;
		yield* sleep(0);
	}
	throw new RuntimeError("waited in vain");
}
