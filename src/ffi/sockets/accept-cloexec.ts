/** Accepts a connection that no child process inherits, as each system can. */
import { accept, accept4 } from "../libc/sockets.js";
import { platform } from "../platform.js";
import { markDescriptor } from "./mark-descriptor.js";

const { SOCK_CLOEXEC, SOCK_NONBLOCK } = platform.sockets.constants;
const atomic = !Number.isNaN(SOCK_CLOEXEC);

/**
 * `accept4(2)`, or `accept(2)` and fcntl on Darwin: the new descriptor is close-on-exec and blocks or not as asked,
 * whatever the listening one does.
 *
 * @param fd the listening descriptor.
 * @param address takes the peer's address, or null.
 * @param length its room, and then the address's length, or null.
 * @param nonblocking whether the new descriptor shall be non-blocking.
 * @returns the new descriptor, or -1 with `errno` set.
 */
export function acceptCloexec(
	fd: number,
	address: Uint8Array | null,
	length: Uint32Array | null,
	nonblocking: boolean,
): number {
	if (atomic) return accept4(fd, address, length, nonblocking ? SOCK_CLOEXEC | SOCK_NONBLOCK : SOCK_CLOEXEC);
	const accepted = accept(fd, address, length);
	return accepted < 0 ? -1 : markDescriptor(accepted, nonblocking);
}
