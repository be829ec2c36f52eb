/** A socket's time limit. */
import { setBlockingFlag, syscall } from "../ffi/index.js";
import { checkTimeout } from "./arguments/check-timeout.js";
import { showValue } from "./arguments/show-value.js";
import { openDescriptor, type SocketState } from "./socket-state.js";

/** `Socket.settimeout`. */
export function setTimeLimit(state: SocketState, timeout: unknown): void {
	applyLimit(state, checkTimeout(timeout, "Cannot settimeout: timeout"), "settimeout");
}

/** `Socket.setblocking`. */
export function setBlocking(state: SocketState, flag: unknown): void {
	if (typeof flag !== "boolean") {
		throw new TypeError(`Cannot setblocking: flag must be a boolean, got ${showValue(flag)}`);
	}
	applyLimit(state, flag ? undefined : 0, "setblocking");
}

/** Only a socket without a limit leaves its descriptor blocking: with one, poll(2) does the waiting. */
function applyLimit(state: SocketState, limit: number | undefined, method: string): void {
	const fd = openDescriptor(state, method);
	syscall("fcntl", setBlockingFlag(fd, limit === undefined), { fd });
	state.timeout = limit;
}
