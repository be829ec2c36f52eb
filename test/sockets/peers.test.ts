/** Other people's sockets at the other end: Python's and Node's, each in a process of its own. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import {
	AF_INET,
	AF_INET6,
	AF_UNIX,
	SHUT_WR,
	SOCK_DGRAM,
	SOCK_STREAM,
	Socket,
} from "../../src/sockets/index.js";
import { Child } from "./helpers/child.js";
import { hasLoopback6 } from "./helpers/has-loopback6.js";
import { listening, portOf } from "./helpers/pairs.js";
import { python } from "./helpers/python.js";
import { temporaryFolder } from "./helpers/temporary-folder.js";
import { track } from "./helpers/track.js";

/** Answers one connection with what came, in capitals. Blocks this thread until the peer has had its turn. */
function serveOnce(t: ExecutionContext, server: Socket): void {
	server.settimeout(30_000);
	const [connection] = server.accept();
	track(t, connection);
	connection.settimeout(30_000);
	const parts: Buffer[] = [];
	for (let part = connection.recv(4096); part.length > 0; part = connection.recv(4096)) parts.push(part);
	connection.sendall(Buffer.concat(parts).toString().toUpperCase());
	connection.close();
}

/** Sends, shuts down and reads the answer. */
function ask(t: ExecutionContext, sock: Socket, question: string): string {
	track(t, sock).settimeout(30_000);
	sock.sendall(question);
	sock.shutdown(SHUT_WR);
	const parts: Buffer[] = [];
	for (let part = sock.recv(4096); part.length > 0; part = sock.recv(4096)) parts.push(part);
	return Buffer.concat(parts).toString();
}

const pythonClient = `
import socket, sys
family, address = int(sys.argv[1]), sys.argv[2:]
address = address[0] if family == socket.AF_UNIX else (address[0], int(address[1]))
with socket.socket(family, socket.SOCK_STREAM) as s:
    s.connect(address)
    s.sendall(b"hello from python " * 1000)
    s.shutdown(socket.SHUT_WR)
    answer = b""
    while part := s.recv(4096):
        answer += part
    print(len(answer), answer[:17].decode())
`;

const pythonServer = `
import socket, sys
family, address = int(sys.argv[1]), sys.argv[2]
with socket.socket(family, socket.SOCK_STREAM) as s:
    s.bind(address if family == socket.AF_UNIX else (address, 0))
    s.listen()
    print(s.getsockname() if family == socket.AF_UNIX else s.getsockname()[1], flush=True)
    c, _ = s.accept()
    data = b""
    while part := c.recv(4096):
        data += part
    c.sendall(data[::-1])
    c.close()
`;

const nodeClient = `
const [port, host] = process.argv.slice(1);
const s = require("node:net").connect(host === undefined ? { path: port } : { port: Number(port), host });
let answer = "";
s.on("data", (d) => (answer += d)).on("end", () => console.log(answer.length, answer.slice(0, 15)));
s.end("hello from node ".repeat(1000));
`;

const nodeServer = `
const server = require("node:net").createServer({ allowHalfOpen: true }, (c) => {
	let data = "";
	c.on("data", (d) => (data += d)).on("end", () => { c.end([...data].reverse().join("")); server.close(); });
});
server.listen(process.argv[1] === "port" ? { port: 0, host: "127.0.0.1" } : { path: process.argv[1] }, () => console.log(server.address().port ?? "ready"));
`;

function node(t: ExecutionContext, script: string, ...args: string[]): Child {
	return new Child(t, process.execPath, ["-e", script, ...args]);
}

test("Python's client talks to our server, over IPv4, IPv6 and a Unix path", async (t) => {
	const servers: [Socket, string[]][] = [];
	const server = listening(t);
	servers.push([server, [String(AF_INET), "127.0.0.1", String(portOf(server))]]);
	if (hasLoopback6(t)) {
		const server6 = listening(t, AF_INET6);
		servers.push([server6, [String(AF_INET6), "::1", String(portOf(server6))]]);
	}
	const path = join(temporaryFolder(t), "s");
	const local = track(t, new Socket(AF_UNIX));
	local.bind(path);
	local.listen();
	servers.push([local, [String(AF_UNIX), path]]);
	for (const [listener, args] of servers) {
		const client = python(t, pythonClient, ...args);
		if (client === undefined) return;
		serveOnce(t, listener);
		const { stdout, stderr } = await client.end();
		t.is(stdout, "18000 HELLO FROM PYTHON\n", stderr);
	}
});

test("our client talks to Python's server", async (t) => {
	const path = join(temporaryFolder(t), "s");
	for (const [family, address] of [
		[AF_INET, "127.0.0.1"],
		[AF_UNIX, path],
	] as const) {
		const server = python(t, pythonServer, String(family), address);
		if (server === undefined) return;
		const line = await server.line();
		const sock = track(t, new Socket(family, SOCK_STREAM));
		sock.connect(family === AF_UNIX ? path : ["127.0.0.1", Number(line)]);
		t.is(ask(t, sock, "stressed".repeat(5000)), "desserts".repeat(5000));
		t.is((await server.end()).code, 0);
	}
});

test("Python's datagrams arrive, and ours at Python, over UDP and a Unix path", async (t) => {
	const script = `
import socket, sys
family, own, address = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
s = socket.socket(family, socket.SOCK_DGRAM)
s.bind(own if family == socket.AF_UNIX else ("127.0.0.1", 0))
s.sendto(b"", address[0] if family == socket.AF_UNIX else (address[0], int(address[1])))
data, sender = s.recvfrom(100)
print(data.decode(), sender)
`;
	const folder = temporaryFolder(t);
	for (const family of [AF_INET, AF_UNIX]) {
		const server = track(t, new Socket(family, SOCK_DGRAM));
		server.settimeout(30_000);
		server.bind(family === AF_INET ? ["127.0.0.1", 0] : join(folder, "ours"));
		const address = server.getsockname();
		const args = family === AF_INET ? (address as readonly unknown[]).map(String) : [String(address)];
		const child = python(t, script, String(family), join(folder, "theirs"), ...args);
		if (child === undefined) return;
		const [data, sender] = server.recvfrom(100);
		t.is(data.length, 0, "an empty datagram is a datagram");
		server.sendto("answer", sender ?? "");
		const { stdout, stderr } = await child.end();
		const shown = family === AF_INET ? `('127.0.0.1', ${portOf(server)})` : join(folder, "ours");
		t.is(stdout, `answer ${shown}\n`, stderr);
	}
});

test("node:net's client talks to our server", async (t) => {
	const server = listening(t);
	const client = node(t, nodeClient, String(portOf(server)), "127.0.0.1");
	serveOnce(t, server);
	t.is((await client.end()).stdout, "16000 HELLO FROM NODE\n");
	const path = join(temporaryFolder(t), "s");
	const local = track(t, new Socket(AF_UNIX));
	local.bind(path);
	local.listen();
	const second = node(t, nodeClient, path);
	serveOnce(t, local);
	t.is((await second.end()).stdout, "16000 HELLO FROM NODE\n");
});

test("our client talks to node:net's server", async (t) => {
	const server = node(t, nodeServer, "port");
	const port = Number(await server.line());
	const sock = track(t, new Socket());
	sock.connect(["localhost", port]);
	t.is(ask(t, sock, "drawer".repeat(5000)), "reward".repeat(5000));
	t.is((await server.end()).code, 0);
	const path = join(temporaryFolder(t), "s");
	const local = node(t, nodeServer, path);
	await local.line();
	const second = track(t, new Socket(AF_UNIX));
	second.connect(path);
	t.is(ask(t, second, "drawer"), "reward");
});

test("a descriptor that a child gets is the same socket there", (t) => {
	const server = listening(t);
	const script = `
import socket
s = socket.socket(fileno=3)
print(s.getsockname()[1], s.family == socket.AF_INET, s.type == socket.SOCK_STREAM)
`;
	const result = spawnSync("python3", ["-c", script], {
		stdio: ["ignore", "pipe", "pipe", server.fileno()],
		encoding: "utf8",
	});
	if (result.error !== undefined) {
		t.log("SKIP: python3: not installed");
		t.pass();
		return;
	}
	t.is(result.stdout, `${portOf(server)} True True\n`, result.stderr);
});
