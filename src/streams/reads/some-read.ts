/** `read(n)`: whatever there is, up to a number of bytes. */
import type { Scheduler } from "../../futures/index.js";
import { PendingRead } from "./pending-read.js";
import type { ReadSource } from "./read-source.js";

/** Waits for the first byte. */
export class SomeRead extends PendingRead {
	private readonly size: number;

	constructor(scheduler: Scheduler, source: ReadSource, size: number) {
		super(scheduler, source);
		this.size = size;
	}

	protected check(ended: boolean): void {
		if (ended || this.source.queue.length > 0) this.ready();
	}

	protected collect(): Buffer {
		return this.source.queue.takeSome(this.size);
	}
}
