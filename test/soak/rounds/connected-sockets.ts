import {
	type Address,
	AF_INET,
	AF_UNIX,
	createServer,
	SOCK_STREAM,
	Socket,
	socketpair,
} from "../../../src/index.js";
import type { Round } from "../soak.js";

/** A connected pair of non-blocking stream sockets, of some family. */
export async function connectedSockets(round: Round): Promise<[Socket, Socket]> {
	const { random, loop, soak } = round;
	const kind = random.pick(["TCP", "Unix", "socketpair"] as const);
	round.begin(`connection: ${kind}`);
	if (kind === "socketpair") {
		const pair = socketpair();
		for (const sock of pair) sock.setblocking(false);
		return pair;
	}
	const family = kind === "TCP" ? AF_INET : AF_UNIX;
	const address: Address = kind === "TCP" ? ["127.0.0.1", 0] : soak.newPath();
	using listener = createServer(address, { family });
	listener.setblocking(false);
	const client = new Socket(family, SOCK_STREAM);
	client.setblocking(false);
	const [[server]] = await Promise.all([
		loop.sockAccept(listener),
		loop.sockConnect(client, listener.getsockname()),
	]);
	return [client, server];
}
