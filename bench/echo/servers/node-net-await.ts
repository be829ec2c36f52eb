/** Echo on node:net as one writes it with async functions: a socket is iterated over, and a write waits for room. */
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

async function echo(socket: Socket): Promise<void> {
	for await (const data of socket) {
		if (!socket.write(data)) await once(socket, "drain");
	}
}

const server = createServer({ noDelay: true }, (socket) => {
	echo(socket).catch((error: unknown) => console.error(error));
});

server.listen({ port: Number(process.argv[2] ?? 0), host: "127.0.0.1", backlog: 1024 }, () => {
	console.log(`READY ${(server.address() as AddressInfo).port}`);
});
