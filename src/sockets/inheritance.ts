/** Whether child processes get the descriptor. */
import { fcntl, platform, syscall } from "../ffi/index.js";
import { showValue } from "./arguments/show-value.js";
import { openDescriptor, type SocketState } from "./socket-state.js";

const { F_GETFD, F_SETFD, FD_CLOEXEC } = platform.files;

/** `Socket.getInheritable`. */
export function isInheritable(state: SocketState): boolean {
	const fd = openDescriptor(state, "fcntl");
	return (syscall("fcntl", fcntl(fd, F_GETFD, "int", 0), { fd }) & FD_CLOEXEC) === 0;
}

/** `Socket.setInheritable`. */
export function makeInheritable(state: SocketState, inheritable: boolean): void {
	if (typeof inheritable !== "boolean") {
		throw new TypeError(
			`Cannot setInheritable: inheritable must be a boolean, got ${showValue(inheritable)}`,
		);
	}
	const fd = openDescriptor(state, "fcntl");
	const flags = syscall("fcntl", fcntl(fd, F_GETFD, "int", 0), { fd });
	const wanted = inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC;
	syscall("fcntl", fcntl(fd, F_SETFD, "int", wanted), { fd });
}
