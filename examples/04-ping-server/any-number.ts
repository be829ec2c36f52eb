/**
 * The ping server for any number of connections: new ones are accepted by the same wait, closed ones are dropped, and a
 * socket is watched for writing only while there is something to send.
 *
 *     node dist/examples/04-ping-server/any-number.js [port [connections]]
 *
 * It prints what arrives and answers each line with `ping`. It ends when so many connections have come and gone. Linux.
 */
import {
	BlockingIOError,
	ConnectionError,
	createServer,
	EPOLLIN,
	EPOLLOUT,
	epoll,
	type InetAddress,
	type Socket,
} from "evloop";

interface Connection {
	readonly name: string;
	readonly sock: Socket;
	unsent: Buffer;
	watchedFor: number;
}

const [port = "0", most = "Infinity"] = process.argv.slice(2);
using listener = createServer(["127.0.0.1", Number(port)]);
listener.setblocking(false);
console.log(`listening on ${listener.getsockname<InetAddress>().join(":")}`);

using poller = epoll();
poller.register(listener, EPOLLIN);
const connections = new Map<number, Connection>();
let accepted = 0;

function accept(): void {
	const [sock, [host]] = listener.accept<InetAddress>();
	sock.setblocking(false);
	const connection = { name: `connection ${++accepted}`, sock, unsent: Buffer.alloc(0), watchedFor: EPOLLIN };
	poller.register(sock, EPOLLIN);
	connections.set(sock.fileno(), connection);
	console.log(`${connection.name}: from ${host}`);
}

function drop({ name, sock }: Connection, reason: string): void {
	poller.unregister(sock);
	connections.delete(sock.fileno());
	sock.close();
	console.log(`${name}: ${reason}`);
}

/** Takes what has arrived. Its end is the connection's. */
function receive(connection: Connection): void {
	const data = connection.sock.recv(4096);
	if (data.length === 0) {
		drop(connection, "closed");
		return;
	}
	console.log(`${connection.name}: ${data.toString().trimEnd()}`);
	// A stream has no messages: a line may come in pieces, and many lines in one.
	const lines = data.filter((byte) => byte === 0x0a).length;
	connection.unsent = Buffer.from("ping\n".repeat(lines));
	if (lines > 0) send(connection);
}

/** Sends what there is room for, and waits for more room only where that was not all. */
function send(connection: Connection): void {
	const { sock, unsent } = connection;
	try {
		connection.unsent = unsent.subarray(sock.send(unsent));
	} catch (error) {
		if (!(error instanceof BlockingIOError)) throw error;
	}
	// Who does not take our answers is not listened to: they would pile up here.
	const wanted = connection.unsent.length > 0 ? EPOLLOUT : EPOLLIN;
	if (wanted === connection.watchedFor) return;
	poller.modify(sock, wanted);
	connection.watchedFor = wanted;
}

let rounds = 0;
while (accepted < Number(most) || connections.size > 0) {
	const ready = poller.poll(1000);
	rounds++;
	for (const [fd] of ready) {
		const connection = connections.get(fd);
		try {
			if (fd === listener.fileno()) accept();
			else if (connection === undefined) continue;
			else if (connection.watchedFor === EPOLLOUT) send(connection);
			else receive(connection);
		} catch (error) {
			// Ready is a promise that may be broken; and one broken connection is no reason to leave the others alone.
			if (error instanceof BlockingIOError) continue;
			if (!(error instanceof ConnectionError)) throw error;
			if (connection !== undefined) drop(connection, error.name);
		}
	}
}
console.log(`poll() returned ${rounds} times for ${accepted} connections`);
