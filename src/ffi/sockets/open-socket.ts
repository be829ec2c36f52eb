/**
 * Makes sockets that no child process inherits.
 *
 * Linux, FreeBSD and OpenBSD set the flags in the call itself; Darwin has no such flags (they are `NaN` in its table)
 * and takes an fcntl for each.
 */
import { socket, socketpair } from "../libc/sockets.js";
import { platform } from "../platform.js";
import { markDescriptor } from "./mark-descriptor.js";

const { SOCK_CLOEXEC, SOCK_NONBLOCK } = platform.sockets.constants;
const atomic = !Number.isNaN(SOCK_CLOEXEC);

/**
 * `socket(2)`, close-on-exec.
 *
 * @param family the address family.
 * @param type the socket type, without flags.
 * @param protocol the protocol, 0 for the usual one.
 * @param nonblocking whether it starts non-blocking.
 * @returns the descriptor, or -1 with `errno` set.
 */
export function openSocket(family: number, type: number, protocol: number, nonblocking: boolean): number {
	if (atomic) return socket(family, type | SOCK_CLOEXEC | (nonblocking ? SOCK_NONBLOCK : 0), protocol);
	const fd = socket(family, type, protocol);
	return fd < 0 ? -1 : markDescriptor(fd, nonblocking);
}

/**
 * `socketpair(2)`, close-on-exec.
 *
 * @param family the address family.
 * @param type the socket type, without flags.
 * @param protocol the protocol, 0 for the usual one.
 * @param pair takes the two descriptors.
 * @param nonblocking whether they start non-blocking.
 * @returns 0, or -1 with `errno` set.
 */
export function openSocketPair(
	family: number,
	type: number,
	protocol: number,
	pair: Int32Array,
	nonblocking: boolean,
): number {
	if (atomic) {
		return socketpair(family, type | SOCK_CLOEXEC | (nonblocking ? SOCK_NONBLOCK : 0), protocol, pair);
	}
	if (socketpair(family, type, protocol, pair) < 0) return -1;
	const [first = -1, second = -1] = pair;
	markDescriptor(first, nonblocking);
	markDescriptor(second, nonblocking);
	return 0;
}
