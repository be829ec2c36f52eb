import { statSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import test from "ava";
import {
	BlockingIOError,
	ConnectionRefusedError,
	FileNotFoundError,
	gaierror,
	OSError,
} from "../../src/errors.js";
import { platform } from "../../src/ffi/index.js";
import {
	type Address,
	AF_INET,
	AF_INET6,
	AF_UNIX,
	type Inet6Address,
	type InetAddress,
	SO_ERROR,
	SOCK_DGRAM,
	SOCK_SEQPACKET,
	SOCK_STREAM,
	SOL_SOCKET,
	Socket,
} from "../../src/sockets/index.js";
import { waitReady } from "../../src/sockets/wait-ready.js";
import { hasLoopback6 } from "./helpers/has-loopback6.js";
import { listening, portOf, tcpPair } from "./helpers/pairs.js";
import { temporaryFolder } from "./helpers/temporary-folder.js";
import { track } from "./helpers/track.js";

test("bind, listen, connect, accept and the names agree, over IPv4 and IPv6", (t) => {
	const families: [number, string][] = [[AF_INET, "127.0.0.1"]];
	if (hasLoopback6(t)) families.push([AF_INET6, "::1"]);
	for (const [family, host] of families) {
		const server = track(t, new Socket(family));
		server.bind([host, 0]);
		server.listen();
		const [own, port] = server.getsockname<InetAddress>();
		t.is(own, host);
		t.true(port > 0);
		const client = track(t, new Socket(family));
		client.connect([host, port]);
		const [accepted, address] = server.accept();
		track(t, accepted);
		t.deepEqual(address, client.getsockname());
		t.deepEqual(accepted.getpeername(), client.getsockname());
		t.deepEqual(accepted.getsockname(), client.getpeername());
		t.is(accepted.family, family);
		t.is(accepted.type, SOCK_STREAM);
	}
});

test("an address goes back in as it came out, with flow label and scope", (t) => {
	if (!hasLoopback6(t)) return;
	const server = listening(t, AF_INET6);
	const address = server.getsockname<Inet6Address>();
	t.is(address.length, 4);
	const client = track(t, new Socket(AF_INET6));
	client.connect(address);
	t.deepEqual(client.getpeername(), address);
});

test("connect and bind resolve names as Python does", (t) => {
	const server = track(t, new Socket());
	server.bind(["localhost", 0]);
	server.listen();
	for (const host of ["localhost", "127.1", "0x7f.1"]) {
		const client = track(t, new Socket());
		client.connect([host, portOf(server)]);
		t.deepEqual(client.getpeername(), ["127.0.0.1", portOf(server)]);
	}
	const lost = track(t, new Socket());
	const error = t.throws(() => lost.connect(["no-such-host.invalid", 80]), { instanceOf: gaierror });
	t.regex(String(error.code), /^EAI_/);
	t.is(error.address, "no-such-host.invalid");
	t.is(error.syscall, "getaddrinfo");
});

test("a refused connection is a ConnectionRefusedError that names the address", (t) => {
	const server = listening(t);
	const port = portOf(server);
	server.close();
	const client = track(t, new Socket());
	const error = t.throws(() => client.connect(["127.0.0.1", port]), { instanceOf: ConnectionRefusedError });
	t.is(error.code, "ECONNREFUSED");
	t.is(error.errno, -constants.errno.ECONNREFUSED);
	t.is(error.syscall, "connect");
	t.is(error.address, "127.0.0.1");
	t.is(error.port, port);
	t.is(track(t, new Socket()).connectEx(["127.0.0.1", port]), constants.errno.ECONNREFUSED);
});

test("a taken address is EADDRINUSE, a foreign one EADDRNOTAVAIL", (t) => {
	const server = listening(t);
	const other = track(t, new Socket());
	const error = t.throws(() => other.bind(["127.0.0.1", portOf(server)]), {
		instanceOf: OSError,
		code: "EADDRINUSE",
	});
	t.is(error.port, portOf(server));
	t.throws(() => other.bind(["192.0.2.1", 0]), { instanceOf: OSError, code: "EADDRNOTAVAIL" });
});

test("a non-blocking connect goes on in the kernel, and SO_ERROR tells the outcome", (t) => {
	const server = listening(t);
	const client = track(t, new Socket());
	client.setblocking(false);
	const error = t.throws(() => client.connect(server.getsockname()), { instanceOf: BlockingIOError });
	t.is(error.code, "EINPROGRESS");
	waitReady(client.fileno(), true, Number.POSITIVE_INFINITY, "connect");
	t.is(client.getsockopt(SOL_SOCKET, SO_ERROR), 0);
	t.deepEqual(client.getpeername(), server.getsockname());
	const second = track(t, new Socket());
	second.settimeout(0);
	t.is(second.connectEx(server.getsockname()), constants.errno.EINPROGRESS);
	const port = portOf(server);
	server.close();
	const refused = track(t, new Socket());
	refused.setblocking(false);
	if (refused.connectEx(["127.0.0.1", port]) === constants.errno.EINPROGRESS) {
		waitReady(refused.fileno(), true, Number.POSITIVE_INFINITY, "connect");
		t.is(refused.getsockopt(SOL_SOCKET, SO_ERROR), constants.errno.ECONNREFUSED);
	}
});

test("connect with a time limit connects and is refused like any other", (t) => {
	const server = listening(t);
	const client = track(t, new Socket());
	client.settimeout(5000);
	client.connect(server.getsockname());
	t.deepEqual(client.getpeername(), server.getsockname());
	const connected = track(t, new Socket());
	connected.connect(server.getsockname());
	t.is(connected.connectEx(server.getsockname()), constants.errno.EISCONN);
	const port = portOf(server);
	server.close();
	const refused = track(t, new Socket());
	refused.settimeout(5000);
	t.throws(() => refused.connect(["127.0.0.1", port]), { instanceOf: ConnectionRefusedError });
	const again = track(t, new Socket());
	again.settimeout(5000);
	t.is(again.connectEx(["127.0.0.1", port]), constants.errno.ECONNREFUSED);
});

test("connectEx tells of a time limit as Python does: EWOULDBLOCK", (t) => {
	const server = track(t, new Socket());
	server.bind(["127.0.0.1", 0]);
	server.listen(0);
	const results = new Set<number>();
	for (let i = 0; i < 6; i++) {
		const client = track(t, new Socket());
		client.settimeout(10);
		results.add(client.connectEx(server.getsockname()));
	}
	results.delete(0);
	if (results.size === 0)
		t.log("SKIP: full backlog: this kernel queues more connections than the backlog says");
	t.deepEqual([...results], results.size === 0 ? [] : [constants.errno.EWOULDBLOCK]);
});

test("a connected datagram socket sends without an address", (t) => {
	const server = track(t, new Socket(AF_INET, SOCK_DGRAM));
	server.bind(["127.0.0.1", 0]);
	const client = track(t, new Socket(AF_INET, SOCK_DGRAM));
	client.connect(server.getsockname());
	client.send("x");
	t.deepEqual(server.recvfrom(10), [Buffer.from("x"), client.getsockname()]);
	t.deepEqual(client.getpeername(), server.getsockname());
});

test("getpeername without a peer is ENOTCONN, accept without listening EINVAL", (t) => {
	const sock = track(t, new Socket());
	t.throws(() => sock.getpeername(), { instanceOf: OSError, code: "ENOTCONN" });
	t.throws(() => sock.accept(), { instanceOf: OSError, code: "EINVAL" });
	t.deepEqual(sock.getsockname(), ["0.0.0.0", 0]);
});

test("listen takes any backlog, a negative one as 0", (t) => {
	for (const backlog of [undefined, 0, 1, -5, 0x7fffffff]) {
		const server = track(t, new Socket());
		server.bind(["127.0.0.1", 0]);
		server.listen(backlog);
		const client = track(t, new Socket());
		client.connect(server.getsockname());
		t.is(client.getpeername<InetAddress>()[1], portOf(server));
	}
});

test("Unix sockets of every type have a path for a name", (t) => {
	const folder = temporaryFolder(t);
	for (const type of [SOCK_STREAM, SOCK_SEQPACKET]) {
		const path = join(folder, `${type}.sock`);
		const server = track(t, new Socket(AF_UNIX, type));
		server.bind(path);
		server.listen();
		t.true(statSync(path).isSocket());
		t.is(server.getsockname(), path);
		const client = track(t, new Socket(AF_UNIX, type));
		client.connect(path);
		const [accepted, address] = server.accept();
		track(t, accepted);
		t.true(address === undefined || address === "", "the client has no name");
		t.is(client.getpeername(), path);
		client.sendall("x");
		t.is(accepted.recv(10).toString(), "x");
	}
	const lost = track(t, new Socket(AF_UNIX));
	const error = t.throws(() => lost.connect(join(folder, "nothing")), { instanceOf: FileNotFoundError });
	t.is(error.address, join(folder, "nothing"));
	t.is(error.port, undefined);
});

test("Unix datagrams go from path to path", (t) => {
	const folder = temporaryFolder(t);
	const server = track(t, new Socket(AF_UNIX, SOCK_DGRAM));
	server.bind(join(folder, "server"));
	const client = track(t, new Socket(AF_UNIX, SOCK_DGRAM));
	client.sendto("anonymous", join(folder, "server"));
	t.deepEqual(server.recvfrom(100), [Buffer.from("anonymous"), undefined]);
	client.bind(Buffer.from(join(folder, "client")));
	client.sendto("named", server.getsockname());
	const [data, address] = server.recvfrom(100);
	t.is(data.toString(), "named");
	t.is(address, join(folder, "client"));
	server.sendto("back", address as Address);
	t.is(client.recv(100).toString(), "back");
});

test("abstract names live in no file system", (t) => {
	if (!platform.sockets.abstractUnixNames) {
		t.log("SKIP: abstract names: only Linux has them");
		t.pass();
		return;
	}
	const name = `\0evloop-test-${process.pid}-\0é`;
	const server = track(t, new Socket(AF_UNIX));
	server.bind(name);
	server.listen();
	t.deepEqual(server.getsockname(), Buffer.from(name));
	for (const form of [name, Buffer.from(name), server.getsockname()]) {
		const client = track(t, new Socket(AF_UNIX));
		client.connect(form);
		t.deepEqual(client.getpeername(), Buffer.from(name));
	}
	const chosen = track(t, new Socket(AF_UNIX, SOCK_DGRAM));
	chosen.bind("");
	const own = chosen.getsockname();
	t.true(Buffer.isBuffer(own) && own.length === 6 && own[0] === 0, "the kernel chose a name");
	const lost = track(t, new Socket(AF_UNIX));
	const error = t.throws(() => lost.connect("\0evloop-nobody"), { instanceOf: ConnectionRefusedError });
	t.is(error.address, "@evloop-nobody");
});

test("a listening socket serves many, in the order of their coming", (t) => {
	const server = listening(t);
	const clients = Array.from({ length: 20 }, () => track(t, new Socket()));
	for (const client of clients) client.connect(server.getsockname());
	for (const client of clients) {
		const [accepted, address] = server.accept();
		track(t, accepted);
		t.deepEqual(address, client.getsockname());
	}
});

test("closing one end resets the other where data were lost", (t) => {
	const [client, server] = tcpPair(t);
	client.sendall("unread");
	t.is(server.recv(1, 2).length, 1);
	server.close();
	t.throws(
		() => {
			for (let i = 0; i < 3; i++) client.recv(10);
		},
		{ instanceOf: OSError, code: "ECONNRESET" },
	);
});
