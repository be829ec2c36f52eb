/** What makes an engine turn. */

/** Runs an engine's turns, in its own way. */
export interface Host {
	/** Whether it blocks the thread, so that nothing of Node runs: no promise reaction, no timer, no DNS. */
	readonly blocks: boolean;
	/** There is something to do: a turn soon, please. */
	wake(): void;
	/** The earliest timer has changed. */
	timersChanged(): void;
	/** What the driver watches has changed. */
	watchChanged(): void;
	/** Something is waited for from now on. */
	hold(): void;
	/** Nothing is waited for any more. */
	release(): void;
	/** Ends it for good. */
	close(): void;
}
