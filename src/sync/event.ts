/** Event: a flag that many can wait for. */
import {
	abortable,
	alreadyAborted,
	currentScheduler,
	type Future,
	type OperationOptions,
} from "../futures/index.js";
import { settledTrue } from "./settled.js";
import { shownWithWaiters } from "./shown-with-waiters.js";
import { WaitQueue } from "./wait-queue.js";

/** How an {@link Event} stands. */
export interface EventStatistics {
	/** Whether it is set. */
	readonly isSet: boolean;
	/** How many wait for it. */
	readonly tasksWaiting: number;
}

/**
 * A flag that is set or not, and can be waited for. (To use the browser's `Event` beside it, import this one by another
 * name.)
 *
 * @example
 * ```ts
 * import { Event, getEventLoop } from "evloop";
 *
 * const ready = new Event();
 * getEventLoop().callLater(1, () => ready.set());
 * console.log(ready.isSet(), await ready.wait(), ready.isSet()); // false true true
 * ```
 * @see https://docs.python.org/3/library/asyncio-sync.html#asyncio.Event
 */
export class Event {
	#set = false;
	readonly #waiters = new WaitQueue<true>(true);

	/**
	 * Asks whether it is set. Throws nothing.
	 *
	 * @returns whether it is.
	 */
	isSet(): boolean {
		return this.#set;
	}

	/** Sets it: whoever waits goes on, in the order in which they came. Throws nothing. */
	set(): void {
		if (this.#set) return;
		this.#set = true;
		this.#waiters.wakeAll();
	}

	/** Unsets it: whoever waits from now on waits for the next {@link Event.set}. Throws nothing. */
	clear(): void {
		this.#set = false;
	}

	/**
	 * Waits until it is set.
	 *
	 * Whoever waited when it was set goes on, even where it is cleared at once.
	 *
	 * @param options a signal that takes it back.
	 * @returns a future of `true`.
	 * @throws TypeError if the signal is none.
	 * @throws RuntimeError where there is no loop.
	 */
	wait(options?: OperationOptions): Future<true> {
		const scheduler = currentScheduler();
		const aborted = alreadyAborted<true>(scheduler, options);
		if (aborted !== undefined) return aborted;
		return this.#set ? settledTrue(scheduler) : abortable(this.#waiters.visit(scheduler), options);
	}

	/**
	 * How it stands. Throws nothing.
	 *
	 * @returns a frozen record.
	 */
	statistics(): EventStatistics {
		return Object.freeze({ isSet: this.#set, tasksWaiting: this.#waiters.waiting });
	}
}

shownWithWaiters(Event, (event) => (event.isSet() ? "set" : "unset"));
