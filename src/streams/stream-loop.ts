/** The loop as streams use it: they stand below it, and know of it what its interfaces say. */
import { currentScheduler, type SchedulerOwner } from "../futures/index.js";
import { checkMethod, checkOptions } from "../internal/index.js";
import type { ConnectingMethods, ServingMethods } from "../transports/index.js";

/** A loop that connects and serves. */
export interface StreamLoop extends ConnectingMethods, ServingMethods, SchedulerOwner {}

/** What every function that makes streams takes. */
export interface StreamOptions {
	/** The limit of the readers; see {@link StreamReaderOptions}. */
	readonly limit?: number | undefined;
	/** The loop; the one whose turn it is or whose task is running if absent, else this thread's. */
	readonly loop?: StreamLoop | undefined;
}

/**
 * The loop that streams are made on.
 *
 * @param options what was asked for.
 * @param action what for, such as `"startServer"`.
 * @returns the loop.
 * @throws TypeError if the options are no object, or the loop is none.
 */
export function streamLoop(options: StreamOptions, action: string): StreamLoop {
	checkOptions(options, action);
	const loop = options.loop ?? (currentScheduler().loop as StreamLoop);
	return checkMethod(loop, "createConnection", `Cannot ${action}: the loop must be an event loop`);
}
