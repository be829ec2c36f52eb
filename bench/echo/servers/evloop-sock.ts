/** Echo on evloop with `await`: one async function a connection, as asyncio's loop.sock_* are used. */
import { getEventLoop, type InetAddress, IPPROTO_TCP, type Socket, TCP_NODELAY } from "evloop";
import { announce } from "../announce.js";
import { listen } from "../listen.js";

const loop = getEventLoop();

async function client(conn: Socket): Promise<void> {
	for (;;) {
		const data = await loop.sockRecv(conn, 65536);
		if (data.length === 0) break;
		await loop.sockSendall(conn, data);
	}
	conn.close();
}

const server = listen(Number(process.argv[2] ?? 0));
announce(server.getsockname<InetAddress>()[1]);

for (;;) {
	const [conn] = await loop.sockAccept(server);
	conn.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);
	conn.setblocking(false);
	void client(conn);
}
