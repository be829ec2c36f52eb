import { spawn } from "node:child_process";
import { createSocket, type Socket as DatagramSocket } from "node:dgram";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { connect, createServer, Socket as NetSocket, type Server } from "node:net";
import { join } from "node:path";
import { Duplex } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { TLSSocket } from "node:tls";
import test, { type ExecutionContext } from "ava";
import { ConnectionAbortedError, OSError, RuntimeError } from "../../../src/errors.js";
import {
	AF_INET,
	AF_UNIX,
	fromNode,
	type InetAddress,
	IP_RECVTTL,
	IP_TTL,
	IPPROTO_IP,
	IPPROTO_TCP,
	ipTtl,
	MSG_PEEK,
	type NodeSource,
	OwnedDescriptor,
	peerCredentials,
	SO_RCVBUF,
	SOCK_DGRAM,
	SOCK_STREAM,
	SOL_SOCKET,
	Socket,
	TCP_NODELAY,
} from "../../../src/sockets/index.js";
import { Protocol } from "../../../src/transports/index.js";
import { fileOf } from "../../helpers/file-of.js";
import { newLoop } from "../../helpers/new-loop.js";
import { reasonOf } from "../../helpers/reason-of.js";
import { skip } from "../../helpers/skip.js";
import { fixture } from "../helpers/fixture.js";
import { temporaryFolder } from "../helpers/temporary-folder.js";
import { track } from "../helpers/track.js";

interface Ends {
	readonly server: Server;
	readonly client: NetSocket;
	/** The end that the server accepted. */
	readonly accepted: NetSocket;
}

/** A connection of node:net; Node does not read from the accepted end unless it is told to. */
async function ends(t: ExecutionContext, where: string | { port: number; host: string }): Promise<Ends> {
	const server = createServer({ pauseOnConnect: true }).listen(where);
	await once(server, "listening");
	const address = server.address();
	const client = typeof address === "string" ? connect(address) : connect(address?.port ?? 0, "127.0.0.1");
	t.teardown(() => {
		client.destroy();
		server.close();
	});
	const [[accepted]] = (await Promise.all([once(server, "connection"), once(client, "connect")])) as [
		[NetSocket],
		unknown,
	];
	t.teardown(() => accepted.destroy());
	client.on("error", () => {});
	accepted.on("error", () => {});
	return { server, client, accepted };
}

const tcp = { port: 0, host: "127.0.0.1" };
const unix = (t: ExecutionContext) => join(temporaryFolder(t), "s");

async function bound(t: ExecutionContext): Promise<DatagramSocket> {
	const sock = createSocket("udp4");
	t.teardown(() => {
		try {
			sock.close();
		} catch {
			// The test has closed it.
		}
	});
	sock.bind(0, "127.0.0.1");
	await once(sock, "listening");
	return sock;
}

test("fromNode: options and names of a net.Socket and a net.Server are the kernel's", async (t) => {
	const { server, client } = await ends(t, tcp);
	const sock = Socket.fromNode(client);
	t.deepEqual([sock.family, sock.type, sock.closed], [AF_INET, SOCK_STREAM, false]);
	t.deepEqual(sock.getpeername(), ["127.0.0.1", client.remotePort ?? 0] satisfies InetAddress);
	t.deepEqual(sock.getsockname(), ["127.0.0.1", client.localPort ?? 0] satisfies InetAddress);
	client.setNoDelay(true);
	t.is(sock.getsockopt(IPPROTO_TCP, TCP_NODELAY), 1);
	sock.options.tcpNodelay = false;
	t.is(sock.getsockopt(IPPROTO_TCP, TCP_NODELAY), 0);
	sock.setsockopt(IPPROTO_IP, IP_TTL, 33);
	t.is(sock.getsockopt(IPPROTO_IP, IP_TTL, 4).readUInt8(), 33);
	const listener = fromNode(server);
	listener.setsockopt(SOL_SOCKET, SO_RCVBUF, 65_536);
	t.true(listener.getsockopt(SOL_SOCKET, SO_RCVBUF) >= 65_536);
	t.throws(() => listener.getpeername(), { code: "ENOTCONN" });
});

test("fromNode: node:http's servers and their connections have descriptors, too", async (t) => {
	const server = createHttpServer((request, response) => {
		response.end(String(fromNode(request.socket).options.tcpNodelay));
	}).listen(tcp);
	t.teardown(() => server.close());
	await once(server, "listening");
	const { port } = server.address() as { port: number };
	t.is(fromNode(server).getsockname<InetAddress>()[1], port);
	const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: "close" } });
	t.is(await response.text(), "true");
});

test("fromNode: a dgram.Socket sends messages with control data, also through the loop", async (t) => {
	const sock = await bound(t);
	const receiver = track(t, new Socket(AF_INET, SOCK_DGRAM));
	receiver.bind(["127.0.0.1", 0]);
	receiver.settimeout(20_000);
	receiver.setsockopt(IPPROTO_IP, IP_RECVTTL, 1);
	const node = fromNode(sock);
	t.deepEqual([node.family, node.type], [AF_INET, SOCK_DGRAM]);
	const ttl = process.platform === "linux" ? [ipTtl.encode(7)] : [];
	t.is(node.sendmsg(["one"], ttl, 0, receiver.getsockname()), 3);
	const [data, ancdata] = receiver.recvmsg(100, 100);
	t.is(data.toString(), "one");
	if (ttl.length > 0) t.is(ipTtl.find(ancdata), 7);
	const loop = newLoop(t);
	const address = receiver.getsockname();
	t.is(await loop.sockSendmsg(node, ["two"], [], { address }), 3);
	t.is(receiver.recv(100).toString(), "two");
});

test("fromNode: a Unix connection of Node's carries descriptors both ways", async (t) => {
	const { client, accepted } = await ends(t, unix(t));
	const sender = fromNode(client);
	const receiver = fromNode(accepted);
	t.is(sender.family, AF_UNIX);
	t.is(sender.sendFds(["a file"], [fileOf(t, "content")]), 6);
	const [data, fds] = receiver.recvFds(100, 4);
	t.is(data.toString(), "a file");
	t.is(fds.length, 1);
	for (const fd of fds) new OwnedDescriptor(fd, "received").close();
	const loop = newLoop(t);
	const waiting = loop.sockRecvmsg(receiver, 100);
	client.write("by Node");
	t.is((await waiting)[0].toString(), "by Node");
	t.is(peerCredentials(sender).pid, process.pid);
});

test("fromNode: closing, disposing and forgetting it leave Node's socket as it is", async (t) => {
	const { client, accepted } = await ends(t, tcp);
	const sock = fromNode(client);
	sock.close();
	sock.close();
	t.true(sock.closed);
	t.is(sock.fileno(), -1);
	t.throws(() => sock.getsockopt(IPPROTO_TCP, TCP_NODELAY), { instanceOf: OSError, code: "EBADF" });
	{
		using other = fromNode(client);
		t.false(other.closed);
	}
	accepted.resume();
	client.write("still there");
	const [data] = (await once(accepted, "data")) as [Buffer];
	t.is(data.toString(), "still there");
});

test("fromNode: what Node has closed is closed here at once, and no other socket is meant", async (t) => {
	const { client, server } = await ends(t, tcp);
	const datagrams = await bound(t);
	const all = [fromNode(client), fromNode(server), fromNode(datagrams)] as const;
	const numbers = all.map((sock) => sock.fileno());
	t.true(numbers.every((fd) => fd >= 0));
	client.destroy();
	server.close();
	datagrams.close();
	// The numbers are given away again.
	const others = Array.from({ length: 8 }, () => track(t, new Socket()));
	t.true(others.length > 0);
	for (const sock of all) {
		t.true(sock.closed);
		t.is(sock.fileno(), -1);
		t.throws(() => sock.setsockopt(SOL_SOCKET, SO_RCVBUF, 1), { instanceOf: OSError, code: "EBADF" });
		t.throws(() => sock.sendmsg(["x"]), { instanceOf: OSError, code: "EBADF" });
		t.throws(() => sock.recvmsg(1), { instanceOf: OSError, code: "EBADF" });
		t.throws(() => sock.getsockname(), { instanceOf: OSError, code: "EBADF" });
		t.throws(() => peerCredentials(sock), { instanceOf: OSError, code: "EBADF" });
	}
	const loop = newLoop(t);
	t.throws(() => loop.sockSendmsg(all[0], ["x"]), { instanceOf: OSError, code: "EBADF" });
	await setImmediate();
	t.true(all[0].closed);
});

for (const [how, end] of [
	["destroy", (socket: NetSocket) => socket.destroy()],
	["resetAndDestroy", (socket: NetSocket) => socket.resetAndDestroy()],
] as const) {
	test(`fromNode: who waits in a loop is told when Node closes the socket by ${how}`, async (t) => {
		const { accepted } = await ends(t, tcp);
		const sock = fromNode(accepted);
		const loop = newLoop(t);
		const receiving = loop.sockRecvmsg(sock, 100);
		const readable = loop.waitReadable(sock);
		await setImmediate();
		end(accepted);
		t.true((await reasonOf(receiving)) instanceof ConnectionAbortedError);
		t.true((await reasonOf(readable)) instanceof ConnectionAbortedError);
	});
}

test("fromNode: receiving is refused while Node reads, but for a look", async (t) => {
	const { client, accepted } = await ends(t, tcp);
	const sock = fromNode(client);
	const refused = { instanceOf: RuntimeError, message: /Node reads from this socket/ };
	t.throws(() => sock.recvmsg(100), refused);
	t.throws(() => sock.recvmsgInto([Buffer.alloc(1)]), refused);
	t.throws(() => sock.recvFds(100, 1), refused);
	const loop = newLoop(t);
	t.throws(() => loop.sockRecvmsg(sock, 100), refused);
	t.throws(() => loop.sockRecv(sock, 100), refused);
	const datagrams = fromNode(await bound(t));
	t.throws(() => datagrams.recvmsg(100), refused);
	t.throws(() => datagrams.recvmsg(100, 0, MSG_PEEK), { code: "EAGAIN" });
	// The accepted end is Node's only when it is resumed.
	const paused = fromNode(accepted);
	t.throws(() => paused.recvmsg(100), { code: "EAGAIN" });
	client.write("first");
	await newLoop(t).waitReadable(paused);
	t.is(paused.recvmsg(100, 0, MSG_PEEK)[0].toString(), "first");
	t.is(paused.recvmsg(3)[0].toString(), "fir");
	accepted.resume();
	const [rest] = (await once(accepted, "data")) as [Buffer];
	t.is(rest.toString(), "st");
	t.throws(() => paused.recvmsg(100), refused);
});

test("fromNode: nothing is sent into the midst of what Node has to write", async (t) => {
	const { client, accepted } = await ends(t, tcp);
	const sock = fromNode(client);
	const large = Buffer.alloc(16 * 1024 * 1024, "a");
	const written = new Promise((resolve) => client.write(large, resolve));
	const refused = { instanceOf: RuntimeError, message: /Node has \d+ bytes to write first/ };
	t.throws(() => sock.sendmsg(["b"]), refused);
	t.throws(() => sock.sendFds(["b"], []), refused);
	t.throws(() => newLoop(t).sockSendmsg(sock, ["b"]), refused);
	let received = 0;
	let last = "";
	accepted.on("data", (data: Buffer) => {
		received += data.length;
		last = data.toString("latin1", data.length - 1);
	});
	accepted.resume();
	await written;
	await newLoop(t).sockSendmsg(sock, ["b"]);
	client.end();
	await once(accepted, "end");
	t.is(received, large.length + 1);
	t.is(last, "b");
});

test("fromNode: of a TLS connection there are options, and no bytes", async (t) => {
	const { client } = await ends(t, tcp);
	const tls = new TLSSocket(client);
	t.teardown(() => tls.destroy());
	tls.on("error", () => {});
	const sock = fromNode(tls);
	t.is(sock.fileno(), fromNode(client).fileno());
	sock.options.keepAlive = true;
	t.true(sock.options.keepAlive);
	t.throws(() => sock.sendmsg(["x"]), { instanceOf: RuntimeError, message: /TLS connection are its own/ });
	t.throws(() => sock.recvmsg(1), { instanceOf: RuntimeError, message: /belongs to the TLS connection/ });
	client.destroy();
	t.true(sock.closed);
});

test("fromNode: what has no descriptor is refused, and why is said", async (t) => {
	const refused = (source: NodeSource, message: RegExp) =>
		t.throws(() => fromNode(source), { instanceOf: RuntimeError, message });
	const { client, server, accepted } = await ends(t, tcp);
	const connecting = connect((server.address() as { port: number }).port, "127.0.0.1");
	refused(connecting, /still connecting/);
	connecting.destroy();
	refused(connecting, /was destroyed/);
	client.destroy();
	refused(client, /was destroyed/);
	refused(new NetSocket(), /not connected yet/);
	refused(createServer(), /does not listen/);
	accepted.destroy();
	server.close();
	refused(server, /does not listen/);
	const unbound = createSocket("udp4");
	refused(unbound, /not bound/);
	unbound.close();
	refused(unbound, /closed/);
	const overStream = new TLSSocket(
		new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() }) as NetSocket,
	);
	refused(overStream, /TLS over another stream/);
	overStream.destroy();
});

test("fromNode: wrong arguments", async (t) => {
	for (const wrong of [undefined, null, 3, "socket", {}, [], new Socket(), () => {}]) {
		t.throws(() => fromNode(wrong as never), {
			instanceOf: TypeError,
			message: /must be a socket or server/,
		});
		if (wrong instanceof Socket) wrong.close();
	}
	const { client } = await ends(t, tcp);
	const sock = fromNode(client);
	t.throws(() => sock.getsockopt(Number.NaN, 1), { instanceOf: TypeError });
	t.throws(() => sock.setsockopt(1, 1, {} as never), { instanceOf: TypeError });
	t.throws(() => sock.sendmsg("x" as never), { instanceOf: TypeError });
	t.throws(() => sock.sendmsg(["x"], [], 0, ["not an address", -1]), { instanceOf: RangeError });
});

test("fromNode: nobody makes a Socket or a server of it that would close it", async (t) => {
	const { server } = await ends(t, tcp);
	const sock = fromNode(server);
	const loop = newLoop(t);
	t.throws(() => loop.createServer(() => new Protocol(), undefined, undefined, { sock: sock as never }), {
		instanceOf: TypeError,
	});
	t.throws(() => loop.sockAccept(sock as never), { instanceOf: TypeError });
	t.false(sock.closed);
	t.true(server.listening);
});

test("fromNode: a child's stream, which libuv makes of a pair of sockets", async (t) => {
	if (process.platform === "win32") return skip(t, "pipes", process.platform);
	const child = spawn("cat", { stdio: ["pipe", "pipe", "inherit"] });
	t.teardown(() => child.kill());
	const sock = fromNode(child.stdin as NetSocket);
	t.is(sock.family, AF_UNIX);
	child.stdin.end();
	await once(child, "close");
	t.true(sock.closed);
});

test("fromNode: in a worker of node:cluster", async (t) => {
	const { stdout } = await fixture(t, "cluster-node");
	t.deepEqual(stdout.trim().split("\n"), [
		"Cannot fromNode: the server's descriptor is not in this process, as in a worker of node:cluster",
		"exclusive 127.0.0.1",
		"datagrams 127.0.0.1",
		"accepted 127.0.0.1",
	]);
});
