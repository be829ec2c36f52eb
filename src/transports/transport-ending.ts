/** What a transport needs when it ends, or somebody waits for that: made then, since most of them live. */
import type { Future } from "../futures/index.js";

/** The end of a transport. */
export class TransportEnding {
	/** Why it was lost. */
	reason: unknown = undefined;
	/** How often somebody wrote all the same. */
	lostWrites = 0;
	/** Done when it is over; made when somebody asks. */
	over: Future<void> | undefined = undefined;
}
