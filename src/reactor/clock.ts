/** The clock of a loop, so that a test can put another in its place. */

/** Tells the time. */
export interface Clock {
	/** Milliseconds since some fixed moment; never goes back. */
	time(): number;
}

/** The machine's monotonic clock. */
export const monotonicClock: Clock = { time: () => performance.now() };
