import type { Trace } from "./trace.js";

/** Calls what must throw, and traces it. */
export function traceThrown(trace: Trace, call: () => void): void {
	try {
		call();
	} catch (error) {
		trace(error);
	}
}
