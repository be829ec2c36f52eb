/** Connections that a ring accepts where it has no room for them, or the process none. */
import test from "ava";
import { type InetAddress, Socket } from "../../../src/sockets/index.js";
import { Protocol, type Server, type Transport } from "../../../src/transports/index.js";
import { becomesIdle } from "../../helpers/becomes-idle.js";
import { eventually } from "../../helpers/eventually.js";
import { acceptsOnRing } from "../../helpers/ring.js";
import { runProgram } from "../../helpers/run-program.js";
import { tinyRingLoop } from "../../helpers/tiny-ring-loop.js";
import { turns } from "../../helpers/turns.js";

const addressOf = (server: Server): InetAddress => server.sockets[0]?.getsockname<InetAddress>() ?? ["", 0];

/** As many connections as are wanted, in one go: the loop has no turn meanwhile. */
function crowd(t: Parameters<typeof tinyRingLoop>[0], address: InetAddress, count: number): Socket[] {
	return Array.from({ length: count }, () => {
		const sock = new Socket();
		t.teardown(() => sock.close());
		sock.connect(address);
		sock.settimeout(10_000);
		return sock;
	});
}

/** Whether the other end is gone. */
function ended(sock: Socket): boolean {
	try {
		return sock.recv(1).length === 0;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "ECONNRESET";
	}
}

test("a server on a ring: more connections than completions have room all arrive, and answer", async (t) => {
	if (!acceptsOnRing(t)) return;
	const loop = tinyRingLoop(t);
	const peers: InetAddress[] = [];
	class Echo extends Protocol {
		#transport: Transport | undefined;

		override connectionMade(transport: Transport): void {
			this.#transport = transport;
			peers.push(transport.getExtraInfo("peername") as InetAddress);
		}

		override dataReceived(data: Buffer): void {
			this.#transport?.write(data);
		}
	}
	const server = await loop.createServer(() => new Echo(), "127.0.0.1", 0, { backlog: 200 });
	const socks = crowd(t, addressOf(server), 100);
	for (const sock of socks) sock.send("hello");
	await eventually("all to be accepted", () => peers.length === 100);
	const sorted = (addresses: readonly InetAddress[]) =>
		addresses.map(([, port]) => port).sort((a, b) => a - b);
	t.deepEqual(sorted(peers), sorted(socks.map((sock) => sock.getsockname<InetAddress>())));
	for (const sock of socks) {
		sock.setblocking(false);
		t.is(String(await loop.sockRecv(sock, 100)), "hello");
	}
	server.close();
	server.abortClients();
	await server.waitClosed();
	await becomesIdle(loop);
});

test("a server on a ring: closed while completions overflow it leaves no client hanging", async (t) => {
	if (!acceptsOnRing(t)) return;
	const loop = tinyRingLoop(t);
	for (const moment of [0, 1, 2, 3]) {
		const server = await loop.createServer(() => new Protocol(), "127.0.0.1", 0, { backlog: 200 });
		await turns(1);
		const socks = crowd(t, addressOf(server), 20);
		await turns(moment);
		server.close();
		server.abortClients();
		await server.waitClosed();
		for (const sock of socks) t.true(ended(sock));
		await becomesIdle(loop);
	}
});

test("sockConnect, sockAccept: many at once on a ring that is too small for them", async (t) => {
	if (!acceptsOnRing(t)) return;
	const loop = tinyRingLoop(t);
	const listener = new Socket();
	t.teardown(() => listener.close());
	listener.setblocking(false);
	listener.bind(["127.0.0.1", 0]);
	listener.listen(100);
	const accepting = Array.from({ length: 30 }, () => loop.sockAccept(listener));
	const connecting = Array.from({ length: 30 }, async () => {
		const sock = new Socket();
		t.teardown(() => sock.close());
		sock.setblocking(false);
		await loop.sockConnect(sock, listener.getsockname());
		return sock.getsockname<InetAddress>()[1];
	});
	const ports = await Promise.all(connecting);
	const peers: number[] = [];
	for (const each of accepting) {
		const [connection, peer] = await each;
		connection.close();
		peers.push((peer as InetAddress)[1]);
	}
	const ascending = (a: number, b: number) => a - b;
	t.deepEqual(peers.sort(ascending), ports.sort(ascending));
	await becomesIdle(loop);
});

test("a server on a ring: out of descriptors it says so, rests, goes on, and leaves none open", async (t) => {
	if (!acceptsOnRing(t)) return;
	const { code, stdout, stderr } = await runProgram(
		t,
		`import { closeSync, openSync, readdirSync } from "node:fs";
		const { ProactorEventLoop, Protocol, Socket } = evloop;
		const loop = new ProactorEventLoop();
		const reports = [];
		loop.setExceptionHandler((_loop, { exception }) => reports.push([exception.code, performance.now()]));
		let made = 0;
		class Counting extends Protocol { connectionMade() { made += 1; } }
		const until = async (condition) => { while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1)); };
		const open = () => readdirSync("/proc/self/fd").length;
		async function serve(hog) {
			const server = await loop.createServer(() => new Counting(), "127.0.0.1", 0);
			const address = server.sockets[0].getsockname();
			const already = made;
			const clients = [new Socket(), new Socket()];
			const held = [];
			if (hog) try { for (;;) held.push(openSync("/dev/null")); } catch (error) { if (error.code !== "EMFILE") throw error; }
			for (const client of clients) { client.setblocking(false); client.connectEx(address); }
			if (hog) await until(() => reports.length > 0);
			for (let i = 0; i < 100; i += 1) await new Promise((resolve) => setImmediate(resolve));
			const early = reports.length;
			for (const fd of held) closeSync(fd);
			await until(() => made === already + 2);
			for (const client of clients) client.close();
			server.close();
			server.abortClients();
			await server.waitClosed();
			return early;
		}
		// Once round, so that all is there that the loop needs itself.
		await serve(false);
		const before = open();
		const early = await serve(true);
		const rest = performance.now() - reports.at(-1)[1];
		console.log(reports[0][0], early, rest > 900, open() - before);
		process.exit();`,
		{ flags: [], env: {}, limit: 50_000, descriptors: 256 },
	);
	t.is(code, 0, stderr);
	t.is(stdout.trim(), "EMFILE 1 true 0");
});
