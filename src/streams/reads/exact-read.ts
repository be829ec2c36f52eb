/** `readexactly(n)`. */
import { IncompleteReadError } from "../../errors.js";
import type { Scheduler } from "../../futures/index.js";
import { PendingRead } from "./pending-read.js";
import type { ReadSource } from "./read-source.js";

/** Waits for a number of bytes. */
export class ExactRead extends PendingRead {
	private readonly size: number;

	constructor(scheduler: Scheduler, source: ReadSource, size: number) {
		super(scheduler, source);
		this.size = size;
	}

	protected check(ended: boolean): void {
		const { queue } = this.source;
		if (queue.length >= this.size) this.ready();
		else if (ended) this.failWithRest(new IncompleteReadError(queue.peekAll(), this.size));
	}

	protected collect(): Buffer {
		return this.source.queue.take(this.size);
	}
}
