/**
 * Talks to everybody in a multicast group, on loopback; and what the options of sockets are called.
 *
 *     node dist/examples/11-multicast.js
 *
 * Each option is a property with a type: a boolean, a number, milliseconds. getsockopt() and setsockopt() are still there for all
 * others.
 */
import { AF_INET, createServer, getEventLoop, type InetAddress, run, SOCK_DGRAM, Socket } from "evloop";

const group = "239.192.0.1";
const loopback = "127.0.0.1";

/** A member of the group; all of them share one port. */
function member(port = 0): Socket {
	const sock = new Socket(AF_INET, SOCK_DGRAM);
	sock.options.reuseAddr = true;
	sock.bind(["0.0.0.0", port]);
	sock.options.joinGroup(group, { interface: loopback });
	sock.setblocking(false);
	return sock;
}

await run(async () => {
	const loop = getEventLoop();
	const first = member();
	const [, port] = first.getsockname<InetAddress>();
	const members = [first, member(port), member(port)];

	using sender = new Socket(AF_INET, SOCK_DGRAM);
	sender.options.multicastInterface = loopback;
	sender.options.ipMulticastTtl = 1;
	sender.sendto("hello, everybody", [group, port]);
	for (const [index, sock] of members.entries()) {
		console.log(`member ${index + 1} hears: ${(await loop.sockRecv(sock, 100)).toString()}`);
		sock.options.leaveGroup(group, { interface: loopback });
		sock.close();
	}

	using server = createServer([loopback, 0]);
	using client = new Socket();
	client.options.tcpNodelay = true;
	client.options.keepAlive = true;
	client.options.tcpKeepIdle = 30_000;
	client.connect(server.getsockname<InetAddress>());
	console.log(`a probe after ${client.options.tcpKeepIdle} ms of silence`);
});
