/** What an exception handler is told. */

/**
 * An exception that no caller could be given, with what is known of where it came from; the keys are asyncio's.
 *
 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.call_exception_handler
 */
export interface ExceptionContext {
	/** What happened, in a sentence. */
	readonly message: string;
	/** What was thrown. */
	readonly exception?: unknown;
	/** The callback that threw it. */
	readonly handle?: unknown;
	/** The future that failed. */
	readonly future?: unknown;
	/** The task that failed. */
	readonly task?: unknown;
	/** The protocol that it happened in. */
	readonly protocol?: unknown;
	/** The transport that it happened in. */
	readonly transport?: unknown;
	/** The socket that it happened with. */
	readonly socket?: unknown;
}
