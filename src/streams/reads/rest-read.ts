/** `read()`: all there is, up to the end of the stream. */
import { PendingRead } from "./pending-read.js";

/** Waits for the end. */
export class RestRead extends PendingRead {
	protected check(ended: boolean): void {
		if (ended) this.ready();
	}

	protected collect(): Buffer {
		return this.source.queue.takeAll();
	}
}
