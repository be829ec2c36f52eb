/** A ring that takes requests about files: a proactor's, or one of our own. */
import type { Ring } from "../../reactor/index.js";

/** The ring, and who sees to it that it is entered. */
export interface RingPort {
	readonly ring: Ring;
	/** A request more was queued. */
	began(): void;
	/** A request less is under way. */
	finished(): void;
	/** Something else was queued. */
	queued(): void;
}
