/** Echo on evloop with `yield*`: one generator task a connection, which needs no promises. */
import {
	type Coroutine,
	getEventLoop,
	type InetAddress,
	IPPROTO_TCP,
	type Socket,
	TCP_NODELAY,
} from "evloop";
import { announce } from "../announce.js";
import { listen } from "../listen.js";

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

const server = listen(Number(process.argv[2] ?? 0));
loop.createTask(() => serve(server));
announce(server.getsockname<InetAddress>()[1]);
