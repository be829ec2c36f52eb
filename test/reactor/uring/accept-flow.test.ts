/** Connections that the kernel accepts by itself: none is lost, none is left open. */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket as NodeSocket } from "node:net";
import test, { type ExecutionContext } from "ava";
import { type EventLoop, ProactorEventLoop } from "../../../src/loop/index.js";
import type { InetAddress, Socket } from "../../../src/sockets/index.js";
import { AF_INET, Socket as OurSocket, SOCK_STREAM } from "../../../src/sockets/index.js";
import { Protocol, type Server, type Transport } from "../../../src/transports/index.js";
import { becomesIdle } from "../../helpers/becomes-idle.js";
import { eventually } from "../../helpers/eventually.js";
import { acceptsOnRing } from "../../helpers/ring.js";

/** Keeps the transports of its server. */
class Kept extends Protocol {
	readonly #list: Transport[];

	constructor(list: Transport[]) {
		super();
		this.#list = list;
	}

	override connectionMade(transport: Transport): void {
		this.#list.push(transport);
	}
}

function open(t: ExecutionContext): EventLoop | undefined {
	if (!acceptsOnRing(t)) return undefined;
	const loop = new ProactorEventLoop();
	t.teardown(() => loop.close());
	return loop;
}

const portOf = (server: Server): number => server.sockets[0]?.getsockname<InetAddress>()[1] ?? 0;

/** A client that is connected: its connection waits in the listener, or was accepted. */
async function client(t: ExecutionContext, port: number): Promise<NodeSocket> {
	const sock = connect(port, "127.0.0.1");
	sock.on("error", () => {});
	t.teardown(() => sock.destroy());
	await once(sock, "connect");
	return sock;
}

/** Connects as many blocking sockets as are wanted, in one go: the loop has no turn meanwhile. */
function crowd(t: ExecutionContext, port: number, count: number): Socket[] {
	return Array.from({ length: count }, () => {
		const sock = new OurSocket(AF_INET, SOCK_STREAM);
		t.teardown(() => sock.close());
		sock.connect(["127.0.0.1", port]);
		return sock;
	});
}

test("a server on a ring: a crowd that comes at once is served, each with its peer's address", async (t) => {
	const loop = open(t);
	if (loop === undefined) return;
	const made: Transport[] = [];
	const server = await loop.createServer(() => new Kept(made), "127.0.0.1", 0, { backlog: 1100 });
	const socks = crowd(t, portOf(server), 1000);
	await eventually("all to be accepted", () => made.length === 1000);
	const ports = (list: readonly (InetAddress | undefined)[]) =>
		list.map((address) => address?.[1] ?? 0).sort((a, b) => a - b);
	t.deepEqual(
		ports(made.map((transport) => transport.getExtraInfo("peername") as InetAddress)),
		ports(socks.map((sock) => sock.getsockname<InetAddress>())),
	);
	server.close();
	server.abortClients();
	await server.waitClosed();
	await becomesIdle(loop);
});

test("a server on a ring: one after the other, each has its own peer's address", async (t) => {
	const loop = open(t);
	if (loop === undefined) return;
	const made: Transport[] = [];
	const server = await loop.createServer(() => new Kept(made), "127.0.0.1", 0);
	for (let i = 1; i <= 20; i += 1) {
		const sock = await client(t, portOf(server));
		await eventually("it to be accepted", () => made.length === i);
		t.deepEqual(made[i - 1]?.getExtraInfo("peername"), ["127.0.0.1", sock.localPort ?? 0]);
	}
	server.close();
	server.abortClients();
	await server.waitClosed();
});

test("a server on a ring: closed at whatever moment, no client hangs and nothing is left", async (t) => {
	const loop = open(t);
	if (loop === undefined) return;
	for (let moment = 0; moment < 8; moment += 1) {
		const made: Transport[] = [];
		const server = await loop.createServer(() => new Kept(made), "127.0.0.1", 0);
		// Before the request is handed in, after that, with connections that wait, that are accepted, that are handed on.
		if (moment % 2 === 1) await new Promise((resolve) => setImmediate(resolve));
		const socks = crowd(t, portOf(server), 5);
		for (let i = 0; i < moment; i += 1) await undefined;
		if (moment >= 4) await new Promise((resolve) => setImmediate(resolve));
		server.close();
		server.abortClients();
		await server.waitClosed();
		for (const sock of socks) {
			sock.settimeout(10_000);
			t.true(end(sock));
		}
		await becomesIdle(loop);
	}
});

/** Whether the other end is gone. */
function end(sock: Socket): boolean {
	try {
		return sock.recv(1).length === 0;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "ECONNRESET";
	}
}

test("a server on a ring: the loop closed while connections come leaves no client hanging", async (t) => {
	if (!acceptsOnRing(t)) return;
	for (const turns of [0, 1, 2]) {
		const loop = new ProactorEventLoop();
		const server = await loop.createServer(() => new Protocol(), "127.0.0.1", 0);
		const socks = crowd(t, portOf(server), 20);
		for (let i = 0; i < turns; i += 1) await new Promise((resolve) => setImmediate(resolve));
		loop.close();
		t.deepEqual(server.sockets, []);
		// Transports of a closed loop end in microtasks.
		await new Promise((resolve) => setImmediate(resolve));
		for (const sock of socks) {
			sock.settimeout(10_000);
			t.true(end(sock));
		}
	}
});

test("a server on a ring: a client that resets before it is accepted does no harm", async (t) => {
	const loop = open(t);
	if (loop === undefined) return;
	const made: Transport[] = [];
	const server = await loop.createServer(() => new Kept(made), "127.0.0.1", 0);
	for (const sock of crowd(t, portOf(server), 10)) sock.close();
	await client(t, portOf(server));
	await eventually("the last one to be accepted", () => made.some((transport) => !transport.isClosing()));
	t.true(server.isServing());
	server.close();
	server.abortClients();
	await server.waitClosed();
	await becomesIdle(loop);
});

test("a server on a ring: a child that is started while it accepts inherits nothing of it", async (t) => {
	const loop = open(t);
	if (loop === undefined) return;
	const made: Transport[] = [];
	const server = await loop.createServer(() => new Kept(made), "127.0.0.1", 0);
	await client(t, portOf(server));
	await eventually("it to be accepted", () => made.length === 1);
	const { status, stdout } = spawnSync("ls", ["-l", "/proc/self/fd"], { encoding: "utf8" });
	t.is(status, 0);
	// The first three are the child's own; Node may make sockets of them.
	const inherited = stdout.split("\n").filter((line) => / (?:[3-9]|\d\d+) -> /.test(line));
	t.deepEqual(
		inherited.filter((line) => /io_uring|eventfd|eventpoll|socket:/.test(line)),
		[],
	);
	server.close();
	server.abortClients();
	await server.waitClosed();
});
