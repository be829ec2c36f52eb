/**
 * The third stage of the reactor, which this library is: transports that send and receive, and protocols that say what.
 *
 *     node dist/examples/06-reactor/c-ping-pong.js [maximum]
 *
 * The listener makes a protocol for each connection. The two play ping-pong with a star, until one has had enough of it.
 */
import { getEventLoop, type InetAddress, Protocol, type Transport } from "evloop";

const [maximum = "100"] = process.argv.slice(2);
const loop = getEventLoop();

class PingPongProtocol extends Protocol {
	readonly #name: string;
	#transport: Transport | undefined;
	#count = 0;

	constructor(name: string) {
		super();
		this.#name = name;
	}

	override connectionMade(transport: Transport): void {
		this.#transport = transport;
		transport.write("*");
	}

	override dataReceived(data: Buffer): void {
		this.#count += data.length;
		if (this.#count > Number(maximum)) this.#transport?.close();
		else this.#transport?.write("*");
	}

	override connectionLost(): void {
		console.log(`${this.#name} lost the connection`);
	}
}

const server = await loop.createServer(() => new PingPongProtocol("Server"), "127.0.0.1", 0);
const [host, port] = server.sockets[0]?.getsockname<InetAddress>() ?? [];
await loop.createConnection(() => new PingPongProtocol("Client"), host, port);
server.close();
await server.waitClosed();
