/** Echo on evloop with callbacks: addReader and the socket's own recvInto and send, no promise and no future. */
import {
	BlockingIOError,
	getEventLoop,
	type InetAddress,
	IPPROTO_TCP,
	type Socket,
	TCP_NODELAY,
} from "evloop";
import { announce } from "../announce.js";
import { listen } from "../listen.js";

const loop = getEventLoop();
const buffer = Buffer.allocUnsafeSlow(65536);

function readable(conn: Socket): void {
	const length = conn.recvInto(buffer);
	if (length === 0) {
		loop.removeReader(conn);
		conn.close();
		return;
	}
	const sent = sendSome(conn, buffer.subarray(0, length));
	if (sent === length) return;
	loop.removeReader(conn);
	flush(conn, Buffer.from(buffer.subarray(sent, length)));
}

/** Sends the rest when the send buffer has room again, and only then reads on. */
function flush(conn: Socket, rest: Buffer): void {
	loop.addWriter(conn, () => {
		const sent = sendSome(conn, rest);
		loop.removeWriter(conn);
		if (sent < rest.length) flush(conn, rest.subarray(sent));
		else loop.addReader(conn, readable, conn);
	});
}

function sendSome(conn: Socket, data: Uint8Array): number {
	try {
		return conn.send(data);
	} catch (error) {
		if (error instanceof BlockingIOError) return 0;
		throw error;
	}
}

const server = listen(Number(process.argv[2] ?? 0));
loop.addReader(server, () => {
	const [conn] = server.accept();
	conn.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);
	conn.setblocking(false);
	loop.addReader(conn, readable, conn);
});
announce(server.getsockname<InetAddress>()[1]);
