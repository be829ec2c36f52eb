/**
 * A UDP echo server and its client.
 *
 *     node dist/examples/10-udp-echo.js                       both, in one process
 *     node dist/examples/10-udp-echo.js serve PORT [LIMIT]    until so many datagrams came, or Ctrl-C
 *     node dist/examples/10-udp-echo.js ask HOST PORT WORD…   sends each word, prints each answer
 *
 * UDP may lose a datagram on its way, so the client asks again after a while; what this side sends is never dropped here.
 */
import {
	type Address,
	DatagramProtocol,
	type DatagramTransport,
	getEventLoop,
	type InetAddress,
} from "evloop";

const loop = getEventLoop();

class Echo extends DatagramProtocol {
	#transport: DatagramTransport | undefined;
	#left: number;

	constructor(limit: number) {
		super();
		this.#left = limit;
	}

	override connectionMade(transport: DatagramTransport): void {
		this.#transport = transport;
	}

	override datagramReceived(data: Buffer, address: Address): void {
		this.#transport?.sendto(data, address);
		this.#left -= 1;
		if (this.#left === 0) this.#transport?.close();
	}
}

class Client extends DatagramProtocol {
	word = "";
	answer = loop.createFuture<string>();

	override datagramReceived(data: Buffer): void {
		// An answer that comes twice, because the question was asked again, is an old one the second time.
		if (data.toString() === this.word && !this.answer.done()) this.answer.setResult(data.toString());
	}

	override errorReceived(error: unknown): void {
		// Nobody listens there: the kernel tells, since the socket is connected.
		if (!this.answer.done()) this.answer.setException(error);
	}
}

async function serve(port: number, limit: number): Promise<DatagramTransport> {
	const localAddr = ["127.0.0.1", port] as const;
	const [transport] = await loop.createDatagramEndpoint(() => new Echo(limit), { localAddr });
	console.log(`serving on ${addressOf(transport).join(":")}`);
	return transport;
}

function addressOf(transport: DatagramTransport): InetAddress {
	return transport.getExtraInfo("sockname") as InetAddress;
}

async function ask(remoteAddr: InetAddress, words: readonly string[]): Promise<void> {
	const [transport, client] = await loop.createDatagramEndpoint(() => new Client(), { remoteAddr });
	for (const word of words) {
		client.word = word;
		client.answer = loop.createFuture<string>();
		transport.sendto(word);
		const again = setInterval(() => transport.sendto(word), 500);
		try {
			console.log(`${word} -> ${await client.answer}`);
		} finally {
			clearInterval(again);
		}
	}
	transport.close();
}

const [mode, first = "", second = "", ...words] = process.argv.slice(2);
if (mode === "serve") await serve(Number(first), Number(second || Number.POSITIVE_INFINITY));
else if (mode === "ask") await ask([first, Number(second)], words);
else {
	const server = await serve(0, Number.POSITIVE_INFINITY);
	await ask(addressOf(server), ["one", "two", "three"]);
	server.close();
}
