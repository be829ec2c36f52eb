/**
 * A parent accepts connections and passes each to a child process, which answers: the way of servers that hand work to
 * others, and of programs that open files for those who may not.
 *
 *     node dist/examples/10-descriptor-passing.js [COUNT]
 *
 * The descriptor goes over a Unix socket beside at least one byte of data. The child gets one of its own for the same
 * connection; the parent closes its copy as soon as it is sent.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createServer, getEventLoop, Socket, socketpair } from "evloop";

const loop = getEventLoop();
/** The descriptor at which the child finds its end of the pair. */
const inherited = 3;

async function child(): Promise<void> {
	using parent = new Socket(undefined, undefined, undefined, { fileno: inherited });
	parent.setblocking(false);
	for (;;) {
		const [name, [fileno]] = await loop.sockRecvFds(parent, 100, 1);
		if (fileno === undefined) return;
		using connection = new Socket(undefined, undefined, undefined, { fileno });
		connection.setblocking(false);
		const question = await loop.sockRecv(connection, 100);
		await loop.sockSendall(connection, `${name}: you said ${question}, and a child process heard it`);
	}
}

async function parent(count: number): Promise<void> {
	const [mine, theirs] = socketpair();
	const worker = spawn(process.execPath, [fileURLToPath(import.meta.url), "child"], {
		stdio: ["ignore", "inherit", "inherit", theirs.fileno()],
	});
	theirs.close();
	mine.setblocking(false);
	using listener = createServer(["127.0.0.1", 0]);
	listener.setblocking(false);
	for (let i = 1; i <= count; i += 1) {
		using client = new Socket();
		client.setblocking(false);
		await loop.sockConnect(client, listener.getsockname());
		const [connection] = await loop.sockAccept(listener);
		await loop.sockSendFds(mine, [`connection ${i}`], [connection]);
		connection.close();
		await loop.sockSendall(client, "hello");
		console.log((await loop.sockRecv(client, 1000)).toString());
	}
	// The child reads the end of the stream, and ends.
	mine.close();
	const [code] = await once(worker, "exit");
	console.log(`the child ended with ${code}`);
}

await (process.argv[2] === "child" ? child() : parent(Number(process.argv[2] ?? 3)));
