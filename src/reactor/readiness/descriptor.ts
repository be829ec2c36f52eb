/** What the loop knows of one descriptor. */
import type { ReaderHandle } from "./reader-handle.js";
import type { ReadyOperation } from "./ready-operation.js";

/** One direction of a descriptor: who waits for it. */
export class Direction {
	/** The operations that wait, first come first served; a list through their `next`. */
	head: ReadyOperation<unknown> | undefined;
	tail: ReadyOperation<unknown> | undefined;
	/** The callback of addReader or addWriter. */
	callback: ReaderHandle | undefined;
	/** False while the next try would surely have to wait: after EAGAIN or a short read. An event makes it true. */
	ready: boolean;
	/** How long it rests when it is called ready in vain once more, in milliseconds; 0 while it is not. */
	pause: number;
	/** Ends its rest; `undefined` while it does not rest. */
	rest: { cancel(): void } | undefined;

	constructor() {
		this.head = undefined;
		this.tail = undefined;
		this.callback = undefined;
		this.ready = true;
		this.pause = 0;
		this.rest = undefined;
	}

	/** Whether anybody waits. */
	get wanted(): boolean {
		return this.head !== undefined || (this.callback !== undefined && !this.callback.cancelled());
	}
}

/** A descriptor that is watched, or was and may be again. */
export class Descriptor {
	readonly fd: number;
	/** What the selector watches it for; 0 if it is not registered. */
	mask: number;
	/**
	 * Whether its registration outlives an operation. Only where its closing is announced, as by our own sockets: the
	 * kernel drops the registration of a closed descriptor without a word, and the next owner of its number would wait
	 * for ever on one that is not there.
	 */
	keep: boolean;
	readonly reading: Direction;
	readonly writing: Direction;

	constructor(fd: number) {
		this.fd = fd;
		this.mask = 0;
		this.keep = false;
		this.reading = new Direction();
		this.writing = new Direction();
	}

	/** Whether anybody waits. */
	get wanted(): boolean {
		return this.reading.wanted || this.writing.wanted;
	}
}
