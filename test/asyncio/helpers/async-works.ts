/** What works.ts has, in async functions. */
import { CancelledError } from "../../../src/errors.js";
import { sleep } from "../../../src/futures/index.js";
import type { Trace } from "./trace.js";

/** Sleeps, then returns its name or fails; tells when it is cancelled. */
export function asyncWork(trace: Trace, name: string, ms: number, failure?: Error): () => Promise<string> {
	return async () => {
		try {
			await sleep(ms);
		} catch (error) {
			if (error instanceof CancelledError) trace(name, "cancelled");
			throw error;
		}
		trace(name, "ends");
		if (failure !== undefined) throw failure;
		return name;
	};
}

/** Sleeps, swallows one cancellation, and takes 5 ms more for that. */
export function asyncStubborn(trace: Trace, name: string, ms: number): () => Promise<string> {
	return async () => {
		try {
			await sleep(ms);
		} catch (error) {
			if (!(error instanceof CancelledError)) throw error;
			trace(name, "swallows");
			await sleep(5);
			trace(name, "ends late");
		}
		return name;
	};
}
