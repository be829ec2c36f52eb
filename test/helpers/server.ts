/** Servers on a loop, for the tests that have somebody else at the other end. */
import type { ExecutionContext } from "ava";
import type { EventLoop } from "../../src/loop/index.js";
import { createServer, type InetAddress, type Socket } from "../../src/sockets/index.js";

/**
 * Serves every connection of a port on loopback until the test ends.
 *
 * @param t the test.
 * @param loop the loop.
 * @param serve what is done with a connection, which is closed afterwards.
 * @param backlog how many connections may wait.
 * @returns the port.
 */
export function serveLoopback(
	t: ExecutionContext,
	loop: EventLoop,
	serve: (connection: Socket) => Promise<void>,
	backlog = 128,
): number {
	const listener = createServer(["127.0.0.1", 0], { backlog });
	listener.setblocking(false);
	let over = false;
	t.teardown(() => {
		over = true;
		listener.close();
	});
	const serveOne = async (connection: Socket) => {
		try {
			await serve(connection);
		} finally {
			connection.close();
		}
	};
	const accept = async () => {
		for (;;) {
			const [connection] = await loop.sockAccept(listener);
			void serveOne(connection);
		}
	};
	accept().catch((error: unknown) => {
		// Closing the listener is what ends it.
		if (!over) throw error;
	});
	return listener.getsockname<InetAddress>()[1];
}

/**
 * Sends back whatever comes, to the end.
 *
 * @param loop the loop.
 * @param connection the connection.
 */
export async function echo(loop: EventLoop, connection: Socket): Promise<void> {
	for (;;) {
		const data = await loop.sockRecv(connection, 65_536);
		if (data.length === 0) return;
		await loop.sockSendall(connection, data);
	}
}
