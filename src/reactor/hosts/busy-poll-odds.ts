/** Whether busy polling has paid lately. */

/** What a success adds and a failure takes: below three successes of four it does not pay. */
const gain = 1;
const loss = 3;
/** How much it remembers of its successes. */
const most = 8;
/** After how many turns without it there is another try: at first, and at most, for it doubles with each in vain. */
const firstPause = 64;
const longestPause = 4096;

/**
 * Keeps account of what came of looking out. Who looks out in vain has spent what a sleep costs; where it is in vain each time,
 * it is tried in one turn of 64 to 4096.
 */
export class BusyPollOdds {
	#credit = 0;
	#pause = firstPause;
	/** Turns until the next try. */
	#left = firstPause;

	/**
	 * Asks whether to try, once a turn.
	 *
	 * @returns whether it is likely to pay, or long not tried.
	 */
	areWorthTrying(): boolean {
		if (this.#credit > 0) return true;
		this.#left -= 1;
		return this.#left <= 0;
	}

	/** Something came while it was looked out for. */
	found(): void {
		this.#credit = Math.min(this.#credit + gain, most);
		// Not at once: chance alone brings a few.
		if (this.#credit === most) this.#pause = firstPause;
	}

	/** Nothing came. */
	missed(): void {
		this.#credit = Math.max(this.#credit - loss, 0);
		if (this.#credit > 0) return;
		this.#left = this.#pause;
		this.#pause = Math.min(2 * this.#pause, longestPause);
	}

	/** It was not to be tried, for another reason. */
	postpone(): void {
		this.#credit = 0;
		this.#left = this.#pause;
	}
}
