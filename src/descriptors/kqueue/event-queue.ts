/** A kqueue with one purpose. */
import { OSError } from "../../errors.js";
import type { KqueueOptions } from "../../selectors/index.js";
import {
	type Kevent,
	type KqueueNumbers,
	type KqueueObject,
	kevent,
	kqueue,
} from "../../selectors/select/index.js";

/** Of a timer that does nothing but make the queue readable; no timer that a maker sets has this identifier. */
const pokeIdent = 0;

/**
 * A kqueue that belongs to one object of a maker. Its descriptor can be read, as a selector sees it, while something has
 * happened that was not taken. Who owns the descriptor closes it.
 */
export class EventQueue {
	/** Its descriptor. */
	readonly fd: number;
	/** The numbers that it understands. */
	readonly constants: KqueueNumbers;
	readonly #queue: KqueueObject;

	/** @param options which kqueue. */
	constructor(options: KqueueOptions) {
		this.#queue = kqueue(options);
		this.fd = this.#queue.fileno();
		this.constants = this.#queue.constants;
	}

	/**
	 * Makes one change.
	 *
	 * @param ident what it is about.
	 * @param filter the filter.
	 * @param flags what to do.
	 * @param fflags the filter's own flags.
	 * @param data the filter's own data.
	 * @throws OSError where it is refused.
	 */
	change(ident: number, filter: number, flags: number, fflags = 0, data = 0): void {
		this.#queue.control([kevent(ident, filter, flags, fflags, data)], 0);
	}

	/**
	 * Ends what it watches; where it does not, any more, that is all right.
	 *
	 * @param ident what it is about.
	 * @param filter the filter.
	 */
	forget(ident: number, filter: number): void {
		try {
			this.change(ident, filter, this.constants.KQ_EV_DELETE);
		} catch (error) {
			if (!(error instanceof OSError)) throw error;
		}
	}

	/**
	 * Takes what has happened, without waiting.
	 *
	 * @param limit how many events at most.
	 * @returns the events.
	 */
	take(limit: number): Kevent[] {
		return this.#queue.control(undefined, limit, 0);
	}

	/** Makes it readable, until all that has happened is taken. */
	poke(): void {
		const { KQ_EV_ADD, KQ_EV_ONESHOT, KQ_FILTER_TIMER, KQ_NOTE_NSECONDS } = this.constants;
		this.change(pokeIdent, KQ_FILTER_TIMER, KQ_EV_ADD | KQ_EV_ONESHOT, KQ_NOTE_NSECONDS, 1);
	}

	/** Closes it, where the object that was to own its descriptor could not be made. */
	abandon(): void {
		this.#queue.close();
	}
}
