import type { ExecutionContext } from "ava";
import { AF_UNIX, SOCK_STREAM, type Socket, socketpair } from "../../src/sockets/index.js";

/**
 * Two non-blocking sockets, connected to each other and closed at the end of the test.
 *
 * @param t the test.
 * @param type the type of the pair; stream if absent.
 */
export function nonBlockingPair(t: ExecutionContext, type: number = SOCK_STREAM): [Socket, Socket] {
	const pair = socketpair(AF_UNIX, type);
	for (const sock of pair) {
		sock.setblocking(false);
		t.teardown(() => sock.close());
	}
	return pair;
}

/**
 * Sends until the kernel takes no more.
 *
 * @param sock the socket.
 * @returns how many bytes it took.
 */
export function fill(sock: Socket): number {
	const chunk = Buffer.alloc(65_536, "x");
	let sent = 0;
	for (;;) {
		const size = sock.type === SOCK_STREAM ? chunk.length : 1024;
		try {
			sent += sock.send(chunk.subarray(0, size));
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === "EAGAIN") return sent;
			throw error;
		}
	}
}

/**
 * Receives all that is there.
 *
 * @param sock the socket.
 * @returns how many bytes there were.
 */
export function drain(sock: Socket): number {
	let received = 0;
	for (;;) {
		try {
			received += sock.recv(1_000_000).length;
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === "EAGAIN") return received;
			throw error;
		}
	}
}
