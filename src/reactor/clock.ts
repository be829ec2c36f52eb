/** The clock of a loop, so that a test can put another in its place. */

/** Tells the time. */
export interface Clock {
	/** Milliseconds since some fixed moment; never goes back. */
	time(): number;
}

// As it was when this was loaded: where a test puts a fake in its place, what was set by the one would be due by the other.
const source = performance;
const { now } = source;

/** The machine's monotonic clock. */
export const monotonicClock: Clock = { time: () => now.call(source) };
