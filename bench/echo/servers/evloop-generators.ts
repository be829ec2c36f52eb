/** Echo on evloop with `yield*`: one generator task a connection, which needs no promises. */
import {
	AF_INET,
	type Coroutine,
	getEventLoop,
	type InetAddress,
	IPPROTO_TCP,
	SO_REUSEADDR,
	SOCK_STREAM,
	SOL_SOCKET,
	Socket,
	TCP_NODELAY,
} from "evloop";
import { announce } from "../announce.js";

const loop = getEventLoop();

function* client(conn: Socket): Coroutine<void> {
	for (;;) {
		const data = yield* loop.sockRecv(conn, 65536);
		if (data.length === 0) break;
		yield* loop.sockSendall(conn, data);
	}
	conn.close();
}

function* serve(server: Socket): Coroutine<never> {
	for (;;) {
		const [conn] = yield* loop.sockAccept(server);
		conn.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);
		conn.setblocking(false);
		loop.createTask(() => client(conn));
	}
}

const server = new Socket(AF_INET, SOCK_STREAM);
server.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1);
server.bind(["127.0.0.1", Number(process.argv[2] ?? 0)]);
server.listen(1024);
server.setblocking(false);
loop.createTask(() => serve(server));
announce(server.getsockname<InetAddress>()[1]);
