/**
 * A server for two connections, on a raw epoll object: prints what arrives and answers it with `ping`.
 *
 *     node dist/examples/04-ping-server/two-connections.js [port]
 *
 * It waits for both directions all the time. A socket can nearly always be written to, so poll() hardly ever waits: the
 * count at the end shows it. any-number.ts, beside this file, does better. Linux.
 */
import { createServer, EPOLLIN, EPOLLOUT, epoll, type InetAddress, type Socket } from "evloop";

const [port = "0"] = process.argv.slice(2);
using listener = createServer(["127.0.0.1", Number(port)]);
console.log(`listening on ${listener.getsockname<InetAddress>().join(":")}`);

using poller = epoll();
const connections = new Map<number, { readonly name: string; readonly sock: Socket; owed: boolean }>();
for (const name of ["first", "second"]) {
	const [sock] = listener.accept();
	sock.setblocking(false);
	poller.register(sock, EPOLLIN | EPOLLOUT);
	connections.set(sock.fileno(), { name, sock, owed: false });
	console.log(`${name}: connected`);
}

let rounds = 0;
let arrivals = 0;
while (connections.size > 0) {
	const ready = poller.poll(1000);
	rounds++;
	for (const [fd, events] of ready) {
		const connection = connections.get(fd);
		if (connection === undefined) continue;
		const { name, sock } = connection;
		if (events & EPOLLIN) {
			arrivals++;
			const data = sock.recv(1024);
			if (data.length === 0) {
				console.log(`${name}: closed`);
				poller.unregister(sock);
				connections.delete(fd);
				sock.close();
				continue;
			}
			console.log(`${name}: ${data.toString().trimEnd()}`);
			connection.owed = true;
		}
		if (events & EPOLLOUT && connection.owed) {
			sock.send("ping\n");
			connection.owed = false;
		}
	}
}
console.log(`poll() returned ${rounds} times; ${arrivals} times something had arrived`);
