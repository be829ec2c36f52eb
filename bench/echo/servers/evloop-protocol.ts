/** Echo on evloop with a protocol: createServer, dataReceived, write. */
import { getEventLoop, type InetAddress, Protocol, type Transport } from "evloop";
import { announce } from "../announce.js";

class Echo extends Protocol {
	#transport: Transport | undefined;

	override connectionMade(transport: Transport): void {
		this.#transport = transport;
	}

	override dataReceived(data: Buffer): void {
		this.#transport?.write(data);
	}

	override pauseWriting(): void {
		this.#transport?.pauseReading();
	}

	override resumeWriting(): void {
		this.#transport?.resumeReading();
	}
}

const server = await getEventLoop().createServer(
	() => new Echo(),
	"127.0.0.1",
	Number(process.argv[2] ?? 0),
	{ backlog: 1024 },
);
announce(server.sockets[0]?.getsockname<InetAddress>()[1] ?? 0);
