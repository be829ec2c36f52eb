/** How readiness waits for its selector. */
import type { BaseSelector } from "../../selectors/index.js";
import { lookOut } from "../look-out.js";

/** Asks a selector, once or for a while. */
export class SelectorWait {
	/** Called before each wait: whoever collects requests hands them in, and says whether anything has ended by that. */
	readonly before: (() => boolean)[] = [];
	readonly #selector: BaseSelector;
	/** How many events were found while they were looked out for. */
	#found = 0;

	/** @param selector the selector. */
	constructor(selector: BaseSelector) {
		this.#selector = selector;
	}

	/**
	 * Waits.
	 *
	 * @param timeout how long, in milliseconds; 0 not at all, `undefined` for ever.
	 * @param maxEvents how many events to take at most.
	 * @returns how many there are; they are in the selector's own arrays.
	 * @throws OSError where the kernel refuses.
	 */
	take(timeout: number | undefined, maxEvents: number): number {
		const found = this.#found;
		this.#found = 0;
		if (found > 0) return found;
		return this.#selector.wait(this.handIn() ? 0 : timeout, maxEvents);
	}

	/**
	 * Asks again and again, without sleeping, whether there are events; the next {@link SelectorWait.take} takes them.
	 *
	 * @param duration for how long, in milliseconds.
	 * @param maxEvents how many events to take at most.
	 * @returns whether there are any, or the kernel refuses, as `take` will tell.
	 */
	lookOut(duration: number, maxEvents: number): boolean {
		return this.handIn() || lookOut(duration, () => this.look(maxEvents));
	}

	/**
	 * Asks once, without sleeping, whether there are events; the next {@link SelectorWait.take} takes them.
	 *
	 * @param maxEvents how many events to take at most.
	 * @returns whether there are any, or the kernel refuses, as `take` will tell.
	 */
	look(maxEvents: number): boolean {
		try {
			this.#found = this.#selector.wait(0, maxEvents);
			return this.#found > 0;
		} catch {
			return true;
		}
	}

	/**
	 * Has those hand in who collect requests.
	 *
	 * @returns whether anything has ended by that.
	 */
	handIn(): boolean {
		let ended = false;
		for (const handIn of this.before) if (handIn()) ended = true;
		return ended;
	}
}
