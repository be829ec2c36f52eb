/** The coroutines that the scenarios of gather, wait, timeouts and task groups have in common. */
import { CancelledError } from "../../../src/errors.js";
import { type Coroutine, sleep } from "../../../src/futures/index.js";
import type { Trace } from "./trace.js";

/** Sleeps, then returns its name or fails; tells when it is cancelled. */
export function* work(trace: Trace, name: string, ms: number, failure?: Error): Coroutine<string> {
	try {
		yield* sleep(ms);
	} catch (error) {
		if (error instanceof CancelledError) trace(name, "cancelled");
		throw error;
	}
	trace(name, "ends");
	if (failure !== undefined) throw failure;
	return name;
}

/** Sleeps, swallows one cancellation, and takes 5 ms more for that. */
export function* stubborn(trace: Trace, name: string, ms: number): Coroutine<string> {
	try {
		yield* sleep(ms);
	} catch (error) {
		if (!(error instanceof CancelledError)) throw error;
		trace(name, "swallows");
		yield* sleep(5);
		trace(name, "ends late");
	}
	return name;
}
