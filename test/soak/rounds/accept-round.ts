/** Bursts of connections to one listener, some of which are taken back, and accepts that are taken back. */
import {
	AF_INET,
	AF_UNIX,
	CancelledError,
	createServer,
	type Future,
	type OperationOptions,
	SOCK_STREAM,
	Socket,
} from "../../../src/index.js";
import { attempt, pause } from "../attempt.js";
import type { Round } from "../soak.js";

/** The round. */
export async function acceptRound(round: Round): Promise<void> {
	const { random, loop, soak } = round;
	const family = random.pick([AF_INET, AF_UNIX]);
	const listener = createServer(family === AF_INET ? ["127.0.0.1", 0] : soak.newPath(), {
		family,
		backlog: 128,
	});
	listener.setblocking(false);
	const address = listener.getsockname();
	const accepted: Socket[] = [];
	const clients: Socket[] = [];
	let connected = 0;
	let begun = 0;
	const connect = async (): Promise<void> => {
		const client = new Socket(family, SOCK_STREAM);
		clients.push(client);
		client.setblocking(false);
		await pause(random);
		begun += 1;
		const result = await attempt(
			round,
			"sockConnect",
			(options) => loop.sockConnect(client, address, options),
			0.1,
		);
		if (result === undefined) client.close();
		else connected += 1;
	};
	const connecting = Promise.all(Array.from({ length: random.length(40) }, connect)).then(() => undefined);
	const isOver = { yet: false };
	void connecting.then(
		() => {
			isOver.yet = true;
		},
		() => {
			isOver.yet = true;
		},
	);
	while (!isOver.yet || accepted.length < connected) {
		// What was connected and taken back may come, or not: nobody may wait for it for ever.
		const isSure = accepted.length < connected;
		const accept = (options: OperationOptions): Future<[Socket, unknown]> => {
			const future = loop.sockAccept(listener, options);
			if (!isSure) setTimeout(() => future.cancel(), 20);
			return future;
		};
		const result = await attempt(round, "sockAccept", accept, 0.3).catch((error) => {
			if (isSure || !(error instanceof CancelledError)) throw error;
			return undefined;
		});
		if (result !== undefined) accepted.push(result.value[0]);
		else if (isOver.yet && accepted.length < connected) await pause(random);
	}
	await connecting;
	round.expect(
		accepted.length >= connected && accepted.length <= begun,
		() => `${connected} to ${begun} connected, ${accepted.length} were accepted`,
	);
	// Each is whole: what one says is heard by one.
	for (const client of clients) if (client.fileno() >= 0) client.close();
	for (const sock of accepted) {
		const data = await loop.sockRecv(sock, 1).catch(() => Buffer.alloc(0));
		round.expect(data.length === 0, () => "a byte that nobody has sent");
		sock.close();
	}
	listener.close();
}
