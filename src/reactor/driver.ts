/**
 * What an engine waits with: a selector's readiness, or the completions of a ring.
 *
 * The engine knows only this much of it, so that a turn is the same for both.
 */

/** Waits for the kernel and hands on what it said. */
export interface Driver {
	/** How many descriptors or requests the kernel watches for it; 0 means that there is nothing to poll for. */
	readonly watched: number;
	/**
	 * Asks whether anybody waits for it: not for a descriptor that is watched only because it may be waited for again.
	 *
	 * @returns whether somebody does.
	 */
	isAwaited(): boolean;
	/**
	 * Waits for something to happen and hands it on: operations are settled, callbacks enqueued, no user code is run.
	 *
	 * @param timeout how long to wait, in milliseconds; 0 not at all, `undefined` for ever.
	 * @param maxEvents how many events to take at most.
	 * @returns whether it took that many, so that there may be more at once.
	 */
	poll(timeout: number | undefined, maxEvents: number): boolean;
	/**
	 * Asks again and again, without sleeping, whether anything has happened. Where something has, {@link Driver.poll} is to be
	 * called next, and hands it on.
	 *
	 * @param duration for how long, in milliseconds.
	 * @param maxEvents how many events to take at most.
	 * @returns whether something has.
	 */
	lookOut(duration: number, maxEvents: number): boolean;
	/**
	 * Is told that a turn is over: what its callbacks queued is handed in. Absent where nothing is queued.
	 *
	 * @param reactionsFollow whether reactions of promises come next, which may queue more.
	 */
	turnIsOver?(reactionsFollow: boolean): void;
	/** Gives everything back to the kernel and fails what still waits. */
	close(): void;
}
