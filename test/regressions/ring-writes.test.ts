/** What is written before something else is done with the connection has gone before it: on a ring, too, where a turn's writes are collected. */
import test, { type ExecutionContext } from "ava";
import {
	createConnection,
	createServer,
	createSubprocessExec,
	getEventLoop,
	Protocol,
	SHUT_WR,
	type Socket,
	type StreamReader,
	type StreamWriter,
	startServer,
	type Transport,
	toDuplex,
} from "../../src/index.js";
import { turns } from "../helpers/turns.js";

/** So many clients speak in one turn: a turn with one event makes calls. */
const clients = 4;

/** Has several clients say a word at once, and gives what each hears until the end. */
async function hear([host, port]: readonly [string, number]): Promise<string[]> {
	const socks = Array.from({ length: clients }, () => createConnection([host, port]));
	await turns(5);
	for (const sock of socks) sock.send("word\n");
	return await Promise.all(
		socks.map(async (sock) => {
			sock.setblocking(false);
			const loop = getEventLoop();
			let heard = "";
			for (;;) {
				const data = await loop.sockRecv(sock, 1000);
				if (data.length === 0) break;
				heard += data;
			}
			sock.close();
			return heard;
		}),
	);
}

type Serve = (reader: StreamReader, writer: StreamWriter) => Promise<void>;

async function serving(t: ExecutionContext, serve: Serve): Promise<string[]> {
	const server = await startServer(
		async (reader, writer) => {
			await reader.readline();
			await serve(reader, writer);
		},
		"127.0.0.1",
		0,
	);
	t.teardown(() => server.close());
	return await hear(server.sockets[0]?.getsockname() as [string, number]);
}

function same(t: ExecutionContext, heard: readonly string[], expected: string): void {
	t.deepEqual(heard, new Array<string>(clients).fill(expected));
}

test("limits that are lowered after a write let drain() end", async (t) => {
	const heard = await serving(t, async (_reader, writer) => {
		writer.write("banner\n");
		writer.transport.setWriteBufferLimits({ high: 0 });
		await writer.drain();
		writer.write("drained\n");
		writer.close();
	});
	same(t, heard, "banner\ndrained\n");
});

test("a Duplex that is made after a write sends what it is given", async (t) => {
	const heard = await serving(t, async (reader, writer) => {
		writer.write("101 Switching\n");
		toDuplex(reader, writer).resume().end("over the duplex\n");
	});
	same(t, heard, "101 Switching\nover the duplex\n");
});

test("a child that is given the socket writes behind what was written before", async (t) => {
	const heard = await serving(t, async (_reader, writer) => {
		writer.write("header ");
		const child = await createSubprocessExec("echo", "from the child", {
			stdout: writer.getExtraInfo("socket") as Socket,
		});
		await child.wait();
		writer.close();
	});
	same(t, heard, "header from the child\n");
});

class Answer extends Protocol {
	transport: Transport | undefined;
	readonly #answer: (transport: Transport, sock: Socket) => void;

	constructor(answer: (transport: Transport, sock: Socket) => void) {
		super();
		this.#answer = answer;
	}

	override connectionMade(transport: Transport): void {
		this.transport = transport;
	}

	override dataReceived(): void {
		const { transport } = this;
		if (transport !== undefined)
			this.#answer(transport, this.sock ?? (transport.getExtraInfo("socket") as Socket));
	}

	/** The socket, where it was known before. */
	get sock(): Socket | undefined {
		return undefined;
	}
}

const answers: Readonly<Record<string, readonly [(transport: Transport, sock: Socket) => void, string]>> = {
	shutdown: [
		(transport, sock) => {
			transport.write("answer");
			sock.shutdown(SHUT_WR);
		},
		"answer",
	],
	send: [
		(transport, sock) => {
			transport.write("first, ");
			sock.send("second");
			transport.write(", third");
			transport.close();
		},
		"first, second, third",
	],
};

for (const [name, [answer, expected]] of Object.entries(answers)) {
	test(`${name} of the socket that a transport has comes behind its writes`, async (t) => {
		const server = await getEventLoop().createServer(() => new Answer(answer), "127.0.0.1", 0);
		t.teardown(() => {
			server.close();
			server.abortClients();
		});
		same(t, await hear(server.sockets[0]?.getsockname() as [string, number]), expected);
	});

	test(`${name} of a socket that a transport was made of comes behind its writes`, async (t) => {
		const loop = getEventLoop();
		class Known extends Answer {
			known: Socket | undefined;
			override get sock(): Socket | undefined {
				return this.known;
			}
		}
		const listener = createServer(["127.0.0.1", 0]);
		t.teardown(() => listener.close());
		listener.setblocking(false);
		const accepting = (async () => {
			for (let i = 0; i < clients; i += 1) {
				const [sock] = await loop.sockAccept(listener);
				const protocol = new Known(answer);
				protocol.known = sock;
				const [transport] = await loop.connectAcceptedSocket(() => protocol, sock);
				t.teardown(() => transport.abort());
			}
		})();
		same(t, await hear(listener.getsockname() as [string, number]), expected);
		await accepting;
	});
}
