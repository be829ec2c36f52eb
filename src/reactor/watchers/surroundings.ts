/** What else the loop has to do in whose wait a watcher stands. */
export interface Surroundings {
	/**
	 * Asks whether hardly any other descriptor and no thread has kept it busy since this was asked last.
	 *
	 * @returns whether that is so.
	 */
	areQuiet(): boolean;
	/**
	 * Asks whether it would wait for events now.
	 *
	 * @returns false where an immediate or a timer of Node's is due.
	 */
	wouldSleep(): boolean;
}
