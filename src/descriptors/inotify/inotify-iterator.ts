/** Event after event, for `for await`. */
import type { Future } from "../../futures/index.js";
import type { InotifyEvent } from "./inotify-event.js";

/** What the iterator needs of its Inotify. */
export interface EventSource {
	readonly closed: boolean;
	/** Waits for events. */
	wait(): Future<InotifyEvent[]>;
	/** Takes events back that nobody has seen. */
	putBack(events: readonly InotifyEvent[]): void;
}

/**
 * The events of an Inotify, one at a time, until it is closed. Leaving the loop leaves the other events for the next reader.
 */
export class InotifyIterator implements AsyncIterableIterator<InotifyEvent, undefined, void> {
	readonly #source: EventSource;
	#events: InotifyEvent[] = [];
	#waiting: Future<InotifyEvent[]> | undefined;
	#ended = false;

	/** @hidden */
	constructor(source: EventSource) {
		this.#source = source;
	}

	/**
	 * Waits for the next event.
	 *
	 * @returns the event, or the end once the Inotify is closed.
	 * @throws OSError through the promise, where reading fails.
	 */
	async next(): Promise<IteratorResult<InotifyEvent, undefined>> {
		if (this.#ended || this.#source.closed) return { done: true, value: undefined };
		if (this.#events.length === 0) {
			this.#waiting = this.#source.wait();
			try {
				this.#events = await this.#waiting;
			} catch (error) {
				// Closed while it waited: that is the end, and no failure.
				if (!this.#source.closed) throw error;
			} finally {
				this.#waiting = undefined;
			}
		}
		const value = this.#events.shift();
		return value === undefined ? { done: true, value: undefined } : { done: false, value };
	}

	/**
	 * Ends the iteration. Throws nothing.
	 *
	 * @returns the end.
	 */
	async return(): Promise<IteratorResult<InotifyEvent, undefined>> {
		this.#ended = true;
		this.#waiting?.cancel();
		this.#source.putBack(this.#events);
		this.#events = [];
		return { done: true, value: undefined };
	}

	/**
	 * Itself. Throws nothing.
	 *
	 * @returns itself.
	 */
	[Symbol.asyncIterator](): this {
		return this;
	}
}
