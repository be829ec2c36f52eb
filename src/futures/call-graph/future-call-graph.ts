/** A future, where it is, and who waits for it. */
import type { Future } from "../future.js";

/**
 * A node of the graph that {@link captureCallGraph} makes.
 *
 * @see https://docs.python.org/3/library/asyncio-graph.html#asyncio.FutureCallGraph
 */
export interface FutureCallGraph {
	/** The future or the task. */
	readonly future: Future<unknown>;
	/**
	 * Of a task its frames, innermost first: where it runs, or the name of its function where it waits, since JavaScript
	 * shows no stack of what waits. Empty for other futures.
	 */
	readonly callStack: readonly string[];
	/** Those that wait for it. */
	readonly awaitedBy: readonly FutureCallGraph[];
}

/** How a call graph is captured. */
export interface CallGraphOptions {
	/** How many of the innermost frames of the running task to leave out; 1, which stands for the call itself, if absent. */
	readonly depth?: number | undefined;
	/** How many frames of each task to keep at most; all if absent. */
	readonly limit?: number | undefined;
}
