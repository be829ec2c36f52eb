/** Echo on evloop with `await`: one async function a connection, as asyncio's loop.sock_* are used. */
import {
	AF_INET,
	getEventLoop,
	IPPROTO_TCP,
	SO_REUSEADDR,
	SOCK_STREAM,
	SOL_SOCKET,
	Socket,
	TCP_NODELAY,
} from "evloop";

const loop = getEventLoop();

async function client(conn: Socket): Promise<void> {
	for (;;) {
		const data = await loop.sockRecv(conn, 65536);
		if (data.length === 0) break;
		await loop.sockSendall(conn, data);
	}
	conn.close();
}

const server = new Socket(AF_INET, SOCK_STREAM);
server.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1);
server.bind(["127.0.0.1", Number(process.argv[2] ?? 0)]);
server.listen(1024);
server.setblocking(false);
console.log(`READY ${(server.getsockname() as [string, number])[1]}`);

for (;;) {
	const [conn] = await loop.sockAccept(server);
	conn.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);
	conn.setblocking(false);
	void client(conn);
}
