/** Echo on evloop with a BufferedProtocol: all connections receive into one piece of memory. */
import { BufferedProtocol, getEventLoop, type InetAddress, type Transport } from "evloop";
import { announce } from "../announce.js";

const memory = Buffer.allocUnsafeSlow(65536);

class Echo extends BufferedProtocol {
	#transport: Transport | undefined;

	override connectionMade(transport: Transport): void {
		this.#transport = transport;
	}

	override getBuffer(): Uint8Array {
		return memory;
	}

	override bufferUpdated(nbytes: number): void {
		this.#transport?.write(memory.subarray(0, nbytes));
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
