import { checkTimeout } from "./arguments/check-timeout.js";

let defaultTimeout: number | undefined;

/**
 * The time limit that new sockets start with, in this thread. Throws nothing.
 *
 * @returns milliseconds, 0 for non-blocking, or undefined for none, which it is at first.
 * @example
 * ```ts
 * import { getdefaulttimeout } from "evloop";
 *
 * console.log(getdefaulttimeout()); // undefined
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.getdefaulttimeout
 */
export function getdefaulttimeout(): number | undefined {
	return defaultTimeout;
}

/**
 * Sets the time limit that new sockets start with, in this thread. Those that are there already keep theirs.
 *
 * @param timeout milliseconds, 0 for non-blocking, undefined or null for none.
 * @throws TypeError where it is no number.
 * @throws ValueError where it is negative, not a number, or infinite.
 * @example
 * ```ts
 * import { Socket, setdefaulttimeout } from "evloop";
 *
 * setdefaulttimeout(250);
 * using sock = new Socket();
 * console.log(sock.gettimeout()); // 250
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.setdefaulttimeout
 */
export function setdefaulttimeout(timeout?: number | null): void {
	defaultTimeout = checkTimeout(timeout, "Cannot setdefaulttimeout: timeout");
}
