/** Small messages that a turn collects, so that the kernel gets all of them with one call. */

/** Whose message was collected. */
export interface Sender {
	/** All of it was sent. Runs no user code. */
	sentAllCollected(): void;
	/**
	 * Not all of it was sent. Runs no user code.
	 *
	 * @param error the error number; 0 where the kernel had no room for more.
	 * @param rest what was not sent; to be copied, its memory is used again.
	 */
	sentNotAll(error: number, rest: Uint8Array): void;
}

/**
 * Collects messages. They are sent at the end of the turn or of the microtasks that are under way, or by
 * {@link Outflow.flush}; a sender has one at a time.
 */
export interface Outflow {
	/** Whether so much happens in this turn that it pays to collect. */
	readonly isBusy: boolean;
	/**
	 * Collects a message.
	 *
	 * @param sender whose it is; it has no other one here.
	 * @param fd the socket.
	 * @param bytes the message, which is copied.
	 * @param length how many bytes it has.
	 * @returns whether it was taken; not where it is too long.
	 */
	offer(sender: Sender, fd: number, bytes: Uint8Array, length: number): boolean;
	/**
	 * Adds to the message that was collected last.
	 *
	 * @param sender whose it must be.
	 * @param bytes what to add, which is copied.
	 * @param length how many bytes.
	 * @returns whether it was added.
	 */
	extend(sender: Sender, bytes: Uint8Array, length: number): boolean;
	/** Sends what was collected; all senders were told when this returns. */
	flush(): void;
}
