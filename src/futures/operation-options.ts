/** What every awaitable operation takes. */

/** Options of an operation. */
export interface OperationOptions {
	/** Aborting it takes the operation back: nothing is lost, and its future fails with the signal's reason. */
	readonly signal?: AbortSignal | undefined;
}
