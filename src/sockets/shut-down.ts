import { platform, shutdown, syscall } from "../ffi/index.js";
import { checkInteger } from "./arguments/check-integer.js";
import { openDescriptor, type SocketState } from "./socket-state.js";

const { SHUT_RD, SHUT_RDWR } = platform.sockets.constants;

/** `Socket.shutdown`. */
export function shutDown(state: SocketState, how: number): void {
	checkInteger(how, "Cannot shutdown: how", SHUT_RD, SHUT_RDWR);
	const fd = openDescriptor(state, "shutdown");
	syscall("shutdown", shutdown(fd, how), { fd });
}
