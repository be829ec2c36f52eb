import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { setTimeout } from "node:timers/promises";

/** A port of loopback that nobody listens at just now. */
export async function freePort(): Promise<number> {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, "close");
	return port;
}

/** Waits until a program listens at a port, or a path; it is an error if it ends before. */
export async function listens(
	where: number | string,
	program: { readonly ended: Promise<unknown> },
): Promise<void> {
	let over = false;
	void program.ended.then(() => {
		over = true;
	});
	for (;;) {
		if (over)
			throw new Error(
				`The program ended without listening at ${where}: ${JSON.stringify(await program.ended)}`,
			);
		const socket = typeof where === "number" ? connect(where, "127.0.0.1") : connect(where);
		const isThere = await once(socket, "connect").then(
			() => true,
			() => false,
		);
		socket.destroy();
		if (isThere) return;
		await setTimeout(20);
	}
}
