/** `readuntil` and `readline`. */
import { IncompleteReadError, LimitOverrunError, ValueError } from "../../errors.js";
import type { Scheduler } from "../../futures/index.js";
import type { SeparatorSearch } from "../separator-search.js";
import { PendingRead } from "./pending-read.js";
import type { ReadSource } from "./read-source.js";

/** Waits for a separator. */
export class UntilRead extends PendingRead {
	private readonly search: SeparatorSearch;
	private readonly limit: number;
	/** Whether it is readline's: then the end of the stream ends the last line, too. */
	private readonly line: boolean;
	private found: boolean;

	constructor(
		scheduler: Scheduler,
		source: ReadSource,
		search: SeparatorSearch,
		limit: number,
		line: boolean,
	) {
		super(scheduler, source);
		this.search = search;
		this.limit = limit;
		this.line = line;
		this.found = false;
	}

	protected check(ended: boolean): void {
		const { search, limit } = this;
		const { queue } = this.source;
		this.found = search.find(queue);
		if (this.found) {
			if (search.start <= limit) this.ready();
			else this.abort(this.overrun(`it comes after ${search.start} bytes`, search.start));
		} else if (search.offset > limit) {
			this.abort(this.overrun(`it is not in the first ${search.offset} bytes`, search.offset));
		} else if (ended && this.line) this.ready();
		else if (ended) this.failWithRest(new IncompleteReadError(queue.peekAll()));
	}

	protected collect(): Buffer {
		const { queue } = this.source;
		return this.found ? queue.take(this.search.end) : queue.takeAll();
	}

	/** All bytes are left where they are: whoever can do with a longer one reads again, with a higher limit. */
	private overrun(where: string, consumed: number): Error {
		const what = this.line ? "a line" : "until the separator";
		const call = this.line ? "readline({ limit })" : "readuntil(separator, { limit })";
		const error = new LimitOverrunError(
			`Cannot read ${what}: ${where}, and the limit is ${this.limit}. ` +
				`Nothing is lost: ${call} takes a higher one for one call, and the reader one for all`,
			consumed,
		);
		return this.line ? new ValueError(error.message, { cause: error }) : error;
	}
}
