/** What is called whenever a direction is ready. */
import type { Job } from "../../futures/index.js";

/** A job that is enqueued at each event: the handle of addReader, or an end of a transport. */
export interface ReadyCallback extends Job {
	/** Takes it back. */
	cancel(): void;
	/** Whether it was taken back, so that nobody waits any more. */
	cancelled(): boolean;
}
