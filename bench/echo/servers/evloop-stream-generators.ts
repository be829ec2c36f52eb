/** Echo on evloop's streams with `yield*`: startServer, read, write, drain. */
import { type Coroutine, type InetAddress, type StreamReader, type StreamWriter, startServer } from "evloop";
import { announce } from "../announce.js";

function* echo(reader: StreamReader, writer: StreamWriter): Coroutine<void> {
	for (;;) {
		const data = yield* reader.read(65536);
		if (data.length === 0) break;
		writer.write(data);
		yield* writer.drain();
	}
	writer.close();
}

const server = await startServer(echo, "127.0.0.1", Number(process.argv[2] ?? 0), { backlog: 1024 });
announce(server.sockets[0]?.getsockname<InetAddress>()[1] ?? 0);
