/**
 * Ends the watchers' threads when this thread exits: Node terminates workers and waits for them, but nobody can terminate
 * a thread that is in poll(2), or may terminate one that loads koffi.
 */

/** Something that must be ended before the process exits, synchronously. */
export interface Endable {
	/** Ends it and blocks until Node may terminate its thread. */
	endNow(): void;
}

const living = new Set<Endable>();

function endAll(): void {
	for (const each of living) each.endNow();
}

/**
 * Has something ended when this thread exits. One listener serves all, and there is none while there is nothing to end.
 *
 * @param endable what is to be ended.
 */
export function endAtExit(endable: Endable): void {
	if (living.size === 0) process.on("exit", endAll);
	living.add(endable);
}

/**
 * Takes that back.
 *
 * @param endable what has ended.
 */
export function hasEnded(endable: Endable): void {
	if (living.delete(endable) && living.size === 0) process.off("exit", endAll);
}
