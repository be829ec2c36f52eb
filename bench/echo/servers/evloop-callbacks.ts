/** Echo on evloop with callbacks: addReader and the socket's own recvInto and send, no promise and no future. */
import {
	AF_INET,
	BlockingIOError,
	getEventLoop,
	IPPROTO_TCP,
	SO_REUSEADDR,
	SOCK_STREAM,
	SOL_SOCKET,
	Socket,
	TCP_NODELAY,
} from "evloop";

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

const server = new Socket(AF_INET, SOCK_STREAM);
server.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1);
server.bind(["127.0.0.1", Number(process.argv[2] ?? 0)]);
server.listen(1024);
server.setblocking(false);
loop.addReader(server, () => {
	const [conn] = server.accept();
	conn.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);
	conn.setblocking(false);
	loop.addReader(conn, readable, conn);
});
console.log(`READY ${(server.getsockname() as [string, number])[1]}`);
