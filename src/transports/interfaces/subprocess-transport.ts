/** A transport to a child process. */
import type { BaseTransport } from "./base-transport.js";
import type { ReadTransport } from "./read-transport.js";
import type { WriteTransport } from "./write-transport.js";

/**
 * A child process and the pipes to it.
 *
 * @see https://docs.python.org/3/library/asyncio-protocol.html#subprocess-transports
 */
export interface SubprocessTransport extends BaseTransport {
	/**
	 * The child's process id. Throws nothing.
	 *
	 * @returns the number.
	 */
	getPid(): number;

	/**
	 * How the child ended. Throws nothing.
	 *
	 * @returns its exit status, or the negative number of the signal that ended it; `undefined` while it runs.
	 */
	getReturncode(): number | undefined;

	/**
	 * The transport of one of the child's descriptors. Throws nothing.
	 *
	 * @param fd 0 for what the child reads, 1 and 2 for what it writes.
	 * @returns the transport; `undefined` where that descriptor is no pipe of ours.
	 */
	getPipeTransport(fd: number): ReadTransport | WriteTransport | undefined;

	/**
	 * Sends the child a signal.
	 *
	 * @param signal its name or its number.
	 * @throws TypeError or ValueError if there is no such signal.
	 * @throws ProcessLookupError if the child has ended.
	 */
	sendSignal(signal: NodeJS.Signals | number): void;

	/**
	 * Asks the child to end, with SIGTERM.
	 *
	 * @throws ProcessLookupError if it has ended.
	 */
	terminate(): void;

	/**
	 * Ends the child, with SIGKILL.
	 *
	 * @throws ProcessLookupError if it has ended.
	 */
	kill(): void;
}
