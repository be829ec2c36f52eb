/** Echo on node:net: the peer that users have today. */
import { type AddressInfo, createServer } from "node:net";

const server = createServer({ noDelay: true }, (socket) => {
	socket.on("data", (data) => {
		if (!socket.write(data)) {
			socket.pause();
			socket.once("drain", () => socket.resume());
		}
	});
});

server.listen({ port: Number(process.argv[2] ?? 0), host: "127.0.0.1", backlog: 1024 }, () => {
	console.log(`READY ${(server.address() as AddressInfo).port}`);
});
