/** A transport that receives. */
import type { BaseTransport } from "./base-transport.js";

/**
 * A transport that can be kept from receiving: the bytes then wait in the kernel, and the sender with them.
 *
 * @see https://docs.python.org/3/library/asyncio-protocol.html#read-only-transports
 */
export interface ReadTransport extends BaseTransport {
	/**
	 * Asks whether it receives. Throws nothing.
	 *
	 * @returns false while it is paused, and once it is closing.
	 */
	isReading(): boolean;

	/** Calls the protocol with no more data until {@link ReadTransport.resumeReading}. Twice is harmless. Throws nothing. */
	pauseReading(): void;

	/** Goes on receiving. Twice is harmless. Throws nothing. */
	resumeReading(): void;
}
