/** What a read knows of its reader. */
import type { ByteQueue } from "../../internal/index.js";
import type { PendingRead } from "./pending-read.js";

/** Where reads take their bytes from. */
export interface ReadSource {
	/** What has arrived and was not read. */
	readonly queue: ByteQueue;
	/**
	 * Told that a read is over: it has its bytes, or will not have them.
	 *
	 * @param read the read.
	 */
	finished(read: PendingRead): void;
}
