/** The server of both programs: reads 1024 bytes at a time, so that any other callback gets its turn in between. */
import { createServer, type Socket } from "evloop";
import type { Reactor } from "./reactor.js";

/** Serves one connection, and says at its end how much has arrived. */
export function startSink(reactor: Reactor): Socket {
	const listener = createServer(["127.0.0.1", 0]);
	reactor.addReader(listener, () => {
		const [connection] = listener.accept();
		reactor.removeReader(listener);
		listener.close();
		let total = 0;
		reactor.addReader(connection, () => {
			const { length } = connection.recv(1024);
			total += length;
			if (length > 0) return;
			reactor.removeReader(connection);
			connection.close();
			console.log(`stars read by the server: ${total}`);
		});
	});
	return listener;
}
