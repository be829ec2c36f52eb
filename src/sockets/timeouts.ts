/** A socket's time limit, and the one that new sockets start with. */
import { ValueError } from "../errors.js";
import { setBlockingFlag, syscall } from "../ffi/index.js";
import { showValue } from "./arguments/show-value.js";
import { openDescriptor, type SocketState } from "./socket-state.js";

let defaultTimeout: number | undefined;

/** The time limit in milliseconds that new sockets start with; undefined for none. */
export function getdefaulttimeout(): number | undefined {
	return defaultTimeout;
}

/** Sets the time limit that new sockets start with. */
export function setdefaulttimeout(timeout?: number | null): void {
	defaultTimeout = checkTimeout(timeout, "Cannot setdefaulttimeout: timeout");
}

/**
 * Checks a time limit.
 *
 * @param timeout what was given.
 * @param what the beginning of the sentence.
 * @returns milliseconds, or undefined for none.
 */
export function checkTimeout(timeout: unknown, what: string): number | undefined {
	if (timeout === undefined || timeout === null) return undefined;
	if (typeof timeout !== "number") {
		throw new TypeError(`${what} must be milliseconds or undefined, got ${showValue(timeout)}`);
	}
	if (!(timeout >= 0 && timeout < Number.POSITIVE_INFINITY)) {
		throw new ValueError(`${what} must be 0 or more milliseconds, got ${timeout}; undefined means for ever`);
	}
	return timeout;
}

/** {@link SocketState}'s side of `Socket.settimeout`: only a socket without a limit leaves its descriptor blocking. */
export function setTimeLimit(state: SocketState, timeout: unknown): void {
	const limit = checkTimeout(timeout, "Cannot settimeout: timeout");
	const fd = openDescriptor(state, "settimeout");
	syscall("fcntl", setBlockingFlag(fd, limit === undefined), { fd });
	state.timeout = limit;
}
