/** A clock that stands until it is moved. */
import type { Clock } from "../reactor/index.js";

/** Tells a time that begins at 0 and moves only when it is told to. */
export class VirtualClock implements Clock {
	#now = 0;

	time(): number {
		return this.#now;
	}

	/**
	 * Moves it forward; never back.
	 *
	 * @param moment the new time.
	 */
	moveTo(moment: number): void {
		if (moment > this.#now) this.#now = moment;
	}
}
