/** What arrives on a socket that the kernel receives from by itself. */

/** The receiving side of a transport; what has arrived is kept until it is taken. */
export interface Inflow {
	/** Whether the peer has said that nothing more will come, and all that came was taken. */
	readonly ended: boolean;
	/** Begins to receive; the listener is enqueued when something has come, or had come before. */
	start(): void;
	/** Receives no more. The kernel has let go of the socket when this returns; what came meanwhile is kept. */
	stop(): void;
	/** To be called by the listener before it takes what has come. */
	listening(): void;
	/**
	 * Takes what came first.
	 *
	 * @returns the bytes; `undefined` where there are none.
	 */
	take(): Buffer | undefined;
	/**
	 * Takes the error that ended it, after all that came before.
	 *
	 * @returns the error; `undefined` where there is none.
	 */
	takeError(): Error | undefined;
}
