/** One thing for a loop to do: the ready queue holds nothing else. */

import type { Future } from "./future.js";

/** Something that a loop runs once, in its turn. */
export interface Job {
	/** The future that goes on with it, where it is not that future itself: for the call graph. */
	readonly awaiter?: Future<unknown> | undefined;
	/** Does it. Whatever user code throws is caught inside and reported: a job never throws. Throws nothing. */
	run(): void;
	/** Is called in place of `run` where the loop is closed before its turn comes; absent where nobody is the worse for it. */
	dropped?(): void;
}
