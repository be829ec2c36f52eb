/**
 * A non-blocking connect, twice: its end reported to a callback by a selector, then awaited on the event loop.
 *
 *     node dist/examples/05-connect-callback.js [host [port]]
 *
 * Without arguments it talks to a small web server of its own, and needs no network.
 */
import {
	BlockingIOError,
	createServer,
	DefaultSelector,
	EVENT_WRITE,
	getEventLoop,
	type InetAddress,
	osError,
	type SelectorKey,
	SO_ERROR,
	SOL_SOCKET,
	Socket,
} from "evloop";

type Callback = (key: SelectorKey<Callback>, mask: number) => void;

/** A selector, a callback for each file object, and a loop of one line. */
function connectWithCallback(address: InetAddress): void {
	using selector = new DefaultSelector<Callback>();
	using sock = new Socket();
	sock.setblocking(false);
	try {
		sock.connect(address);
	} catch (error) {
		// The kernel goes on connecting; that it could not finish at once is no failure.
		if (!(error instanceof BlockingIOError)) throw error;
	}

	let connecting = true;
	selector.register(sock, EVENT_WRITE, (key) => {
		selector.unregister(key.fileobj);
		connecting = false;
		// Writable means that the attempt is over. How it went is the socket's error.
		const errno = sock.getsockopt(SOL_SOCKET, SO_ERROR);
		if (errno !== 0) throw osError(errno, "connect", { address: address[0], port: address[1] });
		console.log("connected!");
	});

	while (connecting) {
		for (const [key, mask] of selector.select()) key.data(key, mask);
	}
}

const loop = getEventLoop();

/** The same with `await`, and a page fetched: the answer is over when the server closes. */
async function fetchPage(address: InetAddress, host: string): Promise<string> {
	using sock = new Socket();
	sock.setblocking(false);
	await loop.sockConnect(sock, address);
	await loop.sockSendall(sock, `GET / HTTP/1.0\r\nHost: ${host}\r\n\r\n`);
	const chunks: Buffer[] = [];
	for (;;) {
		const chunk = await loop.sockRecv(sock, 4096);
		if (chunk.length === 0) return Buffer.concat(chunks).toString();
		chunks.push(chunk);
	}
}

/** Answers so many connections with one page each, unless they end without a request. */
async function serve(listener: Socket, connections: number): Promise<void> {
	const page = "<!doctype html>\n<title>evloop</title>\n<p>No thread waited for this page.</p>";
	for (let count = 0; count < connections; count++) {
		const [connection] = await loop.sockAccept(listener);
		// Such a short request arrives in one piece.
		const request = await loop.sockRecv(connection, 4096);
		if (request.length > 0) {
			await loop.sockSendall(connection, `HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n${page}`);
		}
		connection.close();
	}
	listener.close();
}

const [host, port = "80"] = process.argv.slice(2);
let address: InetAddress;
if (host !== undefined) {
	address = [host, Number(port)];
} else {
	const listener = createServer(["127.0.0.1", 0]);
	listener.setblocking(false);
	address = listener.getsockname();
	// It accepts only when this thread is free again; the kernel connects before that. One connection for each half.
	void serve(listener, 2);
}
connectWithCallback(address);
console.log(await fetchPage(address, host ?? "localhost"));
