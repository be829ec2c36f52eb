import type { MessageDetails } from "../../sockets/internals.js";

/**
 * Makes an operation's result of what came beside the data.
 *
 * @param details what came.
 * @returns what makes the result of the data, and the descriptors that the result has.
 */
export type MessageTaker<T> = (
	details: MessageDetails,
) => readonly [withData: (data: Buffer) => T, fds: readonly number[]];
