/** What the kernel brings by itself to a listening socket. */
import type { PackedAddress } from "../sockets/internals.js";

/** A connection that was accepted. */
export interface ArrivedConnection {
	/** Its descriptor, non-blocking and close-on-exec; the taker's own. */
	readonly fd: number;
	/** Who is at its other end, where the kernel said so. */
	readonly peer: PackedAddress | undefined;
}

/** What arrives, kept until it is taken. */
export interface Arrivals<T> {
	/** Begins; the listener is enqueued when something has come, or had come before. */
	start(): void;
	/** Wants no more. The kernel has let go of the socket when this returns. */
	stop(): void;
	/** To be called by the listener before it takes what has come. */
	listening(): void;
	/**
	 * Takes what came first.
	 *
	 * @returns it; an error number where that came; `undefined` where nothing is left.
	 */
	take(): T | number | undefined;
}
