/**
 * The one way in which a socket's calls block.
 *
 * Without a time limit the descriptor blocks by itself. With one it is non-blocking, and poll(2) waits for the time that
 * is left. At a limit of 0 nothing waits. Signals interrupt nothing: the call is made again (PEP 475).
 */
import { constants } from "node:os";
import { osError } from "../errors.js";
import { errno } from "../ffi/index.js";
import type { SocketState } from "./socket-state.js";
import { deadlineAfter, pause, timedOut, waitReady } from "./wait-ready.js";

const { EINTR, EAGAIN, EWOULDBLOCK } = constants.errno;

/**
 * Makes a system call until it succeeds, fails, or the socket's time is over.
 *
 * @param state the socket.
 * @param fd its descriptor.
 * @param syscall the system call's name.
 * @param writing true where it waits until it may write.
 * @param call makes the call once.
 * @param deadline when the time is over; by default the socket's time limit from now.
 * @returns the call's result, not negative.
 * @throws BlockingIOError where it would block and the socket is non-blocking.
 * @throws TimeoutError where the time is over.
 * @throws OSError where it fails otherwise.
 */
export function callBlocking(
	state: SocketState,
	fd: number,
	syscall: string,
	writing: boolean,
	call: () => number,
	deadline?: number,
): number {
	let end = deadline;
	for (let refusals = 0; ; ) {
		const result = call();
		if (result >= 0) return result;
		const number = errno();
		if (number === EINTR) continue;
		if ((number !== EAGAIN && number !== EWOULDBLOCK) || !state.timeout) {
			throw osError(number, syscall, { fd });
		}
		end ??= deadlineAfter(state.timeout);
		if (refusals > 0) {
			if (performance.now() >= end) throw timedOut(syscall, fd);
			// poll(2) calls a Unix datagram socket writable though the queue that it sends to is full: don't spin.
			if (refusals > 1) pause(1);
		}
		waitReady(fd, writing, end, syscall);
		refusals++;
	}
}
