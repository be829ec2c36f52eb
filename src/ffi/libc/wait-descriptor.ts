/** Waiting on a single descriptor, by `poll(2)`: what a blocking socket with a time limit needs. */
import { bindLazily } from "../bind.js";

let poll: (fds: Int16Array, count: number, timeout: number) => number = bindLazily(
	"poll",
	"int",
	["void *", "unsigned long", "int"],
	(bound) => {
		poll = bound;
	},
);

// struct pollfd is { int fd; short events; short revents } everywhere, POLLIN is 1 and POLLOUT 4.
const memory = new ArrayBuffer(8);
const descriptor = new Int32Array(memory);
const shorts = new Int16Array(memory);
const POLLIN = 1;
const POLLOUT = 4;

/**
 * Waits once until a descriptor can be read from or written to, or has failed.
 *
 * @param fd the descriptor.
 * @param writing true to wait for writing.
 * @param timeout milliseconds, a whole number from -1 (for ever) to 2^31-1.
 * @returns 1 when it is ready, 0 after the time limit, -1 with `errno` set.
 */
export function pollOnce(fd: number, writing: boolean, timeout: number): number {
	descriptor[0] = fd;
	shorts[2] = writing ? POLLOUT : POLLIN;
	shorts[3] = 0;
	return poll(shorts, 1, timeout);
}
