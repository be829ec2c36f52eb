import type { ExecutionContext } from "ava";
import { EVENT_WRITE, PollSelector } from "../../src/selectors/index.js";
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
	let sent = sendUntilFull(sock);
	for (;;) {
		// TCP passes on what it has a little later, and has room again then.
		using selector = new PollSelector();
		selector.register(sock, EVENT_WRITE);
		selector.select(20);
		const more = sendUntilFull(sock);
		if (more === 0) return sent;
		sent += more;
	}
}

function sendUntilFull(sock: Socket): number {
	const chunk = Buffer.alloc(sock.type === SOCK_STREAM ? 65_536 : 1024, "x");
	let sent = 0;
	for (;;) {
		try {
			sent += sock.send(chunk);
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
