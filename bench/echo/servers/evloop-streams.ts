/** Echo on evloop's streams: startServer, read, write, drain. */
import { type InetAddress, startServer } from "evloop";
import { announce } from "../announce.js";

const server = await startServer(
	async (reader, writer) => {
		for (;;) {
			const data = await reader.read(65536);
			if (data.length === 0) break;
			writer.write(data);
			await writer.drain();
		}
		writer.close();
	},
	"127.0.0.1",
	Number(process.argv[2] ?? 0),
	{ backlog: 1024 },
);
announce(server.sockets[0]?.getsockname<InetAddress>()[1] ?? 0);
