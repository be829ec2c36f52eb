/**
 * Between a virtual machine and its host: a server that answers in capitals, and a client.
 *
 *     node dist/examples/11-vsock.js                    both, over the kernel's loopback, where it has one
 *     node dist/examples/11-vsock.js serve PORT         on the host, or in the machine
 *     node dist/examples/11-vsock.js ask CID PORT WORD  on the other side; the host's CID is 2
 */
import {
	AF_VSOCK,
	getEventLoop,
	OSError,
	SOCK_STREAM,
	Socket,
	VMADDR_CID_ANY,
	VMADDR_CID_LOCAL,
	VMADDR_PORT_ANY,
	type VsockAddress,
} from "evloop";

const loop = getEventLoop();

function listen(port: number): Socket {
	const server = new Socket(AF_VSOCK, SOCK_STREAM);
	server.setblocking(false);
	server.bind({ cid: VMADDR_CID_ANY, port });
	server.listen();
	return server;
}

async function answerOne(server: Socket): Promise<void> {
	const [connection, peer] = await loop.sockAccept<VsockAddress>(server);
	using client = connection;
	const question = await loop.sockRecv(client, 1024);
	console.log(`${peer.cid} asks ${question}`);
	await loop.sockSendall(client, question.toString().toUpperCase());
}

async function ask(cid: number, port: number, word: string): Promise<void> {
	using sock = new Socket(AF_VSOCK, SOCK_STREAM);
	sock.setblocking(false);
	await loop.sockConnect(sock, { cid, port });
	await loop.sockSendall(sock, word);
	console.log(`${cid} answers ${await loop.sockRecv(sock, 1024)}`);
}

const [mode, first = "", second = "", word = ""] = process.argv.slice(2);
using server = mode === "ask" ? undefined : listen(mode === "serve" ? Number(first) : VMADDR_PORT_ANY);
if (server === undefined) await ask(Number(first), Number(second), word);
else if (mode === "serve") for (;;) await answerOne(server);
else {
	const answering = loop.createTask(() => answerOne(server));
	try {
		await ask(VMADDR_CID_LOCAL, server.getsockname<VsockAddress>().port, "hello");
		await answering;
	} catch (error) {
		answering.cancel();
		if (!(error instanceof OSError)) throw error;
		console.log(`no loopback between virtual machines here: ${error.code}`);
	}
}
