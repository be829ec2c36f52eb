/** What tells a host in Node's loop that the selector has something. */
import type { Surroundings } from "./surroundings.js";

/**
 * Watches a selector while Node's loop runs.
 *
 * `onReady` is called from Node's loop, on the loop's own thread, inside one of Node's callback scopes: promise reactions
 * run when it returns, so a turn can be taken right there. It is called at most once until the next {@link Watcher.arm}
 * or {@link Watcher.rest}. No watcher keeps the process alive.
 */
export interface Watcher {
	/** What else Node's loop has to do. Absent where that is not known. */
	readonly surroundings?: Surroundings;
	/** What the selector watches has changed. Cheap, to be called as often as that happens. */
	changed(): void;
	/** The selector's descriptor kept its number, but another kernel object is behind it now. */
	rebuilt(): void;
	/** A turn is over and something is waited for: watch, and report once. */
	arm(): void;
	/** A turn is over and nothing is waited for. It may still report for a while; then it costs nothing until armed. */
	rest(): void;
	/** Ends it for good; twice is harmless. */
	close(): void;
}

/** What a watcher has to know of a selector. */
export interface WatchTarget {
	/** The selector's own descriptor; `undefined`, or no such method, where it has none. */
	fileno?(): number | undefined;
	/** What the selector watches: descriptors, each with `EVENT_READ`, `EVENT_WRITE` or both. */
	pollSet(): Iterable<readonly [fd: number, events: number]>;
}
