import { setsockopt } from "../libc/sockets.js";
import { platform } from "../platform.js";

const { noSignalFlag, constants } = platform.sockets;
const one = new Int32Array([1]);

/**
 * Keeps a socket from raising SIGPIPE where that is an option of the socket (Darwin) and not a flag of each send.
 *
 * Nothing is checked: a socket whose peer is gone already refuses the option (EINVAL), and Node ignores the signal in any
 * case.
 *
 * @param fd the descriptor.
 */
export function quietSocket(fd: number): void {
	if (noSignalFlag === 0) setsockopt(fd, constants.SOL_SOCKET, constants.SO_NOSIGPIPE, one, 4);
}
