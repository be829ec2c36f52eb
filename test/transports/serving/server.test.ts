/** `createServer` and what it makes: addresses, life, clients, faults. */
import { inspect } from "node:util";
import test, { type ExecutionContext } from "ava";
import { type EventLoop, Protocol, type Server } from "../../../src/loop/index.js";
import { createServer, type InetAddress, SO_REUSEPORT, Socket } from "../../../src/sockets/index.js";
import { becomesIdle } from "../../helpers/becomes-idle.js";
import { eventually } from "../../helpers/eventually.js";
import { newLoop } from "../../helpers/new-loop.js";
import { nonBlockingPair } from "../../helpers/non-blocking-pair.js";
import { reasonOf } from "../../helpers/reason-of.js";
import { printed, runProgram } from "../../helpers/run-program.js";
import { skip } from "../../helpers/skip.js";
import { turns } from "../../helpers/turns.js";
import { hasLoopback6 } from "../../sockets/helpers/has-loopback6.js";
import { codeOf } from "../helpers/code-of.js";
import { Keeper } from "../helpers/keeper.js";
import { reportsOf } from "../helpers/reports.js";

const portOf = (server: Server, index = 0) => server.sockets[index]?.getsockname<InetAddress>()[1] ?? 0;

/** A server on loopback, ended with the test, and the protocols that it makes. */
async function serve(t: ExecutionContext, loop: EventLoop) {
	const protocols: Keeper[] = [];
	const factory = () => {
		const protocol = new Keeper();
		protocols.push(protocol);
		return protocol;
	};
	const server = await loop.createServer(factory, "127.0.0.1", 0);
	t.teardown(() => {
		server.close();
		server.abortClients();
	});
	const connect = async (): Promise<[client: Keeper, peer: Keeper]> => {
		const count = protocols.length;
		const [transport, client] = await loop.createConnection(() => new Keeper(), "127.0.0.1", portOf(server));
		t.teardown(() => transport.abort());
		await eventually("the connection", () => protocols[count]?.calls.includes("made") ?? false);
		return [client, protocols[count] as Keeper];
	};
	return { server, protocols, connect };
}

const factory = () => new Keeper();

test("createServer: several hosts have a socket each; one named twice has one", async (t) => {
	const loop = newLoop(t);
	await using server = await loop.createServer(factory, ["127.0.0.1", "127.0.0.2", "127.0.0.1"], 0);
	t.deepEqual(
		server.sockets.map((sock) => sock.getsockname<InetAddress>()[0]),
		["127.0.0.1", "127.0.0.2"],
	);
	for (const index of [0, 1]) {
		const [transport] = await loop.createConnection(factory, `127.0.0.${index + 1}`, portOf(server, index));
		transport.abort();
	}
	t.is(server.getLoop(), loop);
});

test("createServer: without a host it serves both families", async (t) => {
	if (!hasLoopback6(t)) return;
	const loop = newLoop(t);
	await using server = await loop.createServer(factory, null, 0);
	t.is(server.sockets.length, 2);
	for (const sock of server.sockets) {
		const [host, port] = sock.getsockname<InetAddress>();
		const [transport] = await loop.createConnection(factory, host.includes(":") ? "::1" : "127.0.0.1", port);
		transport.abort();
	}
});

test("createServer: a port in use fails it with EADDRINUSE, and no socket of it stays", async (t) => {
	const loop = newLoop(t);
	const taken = createServer(["127.0.0.2", 0]);
	t.teardown(() => taken.close());
	const [, port] = taken.getsockname<InetAddress>();
	t.is(codeOf(await reasonOf(loop.createServer(factory, ["127.0.0.1", "127.0.0.2"], port))), "EADDRINUSE");
	const again = await loop.createServer(factory, "127.0.0.1", port);
	again.close();
	t.is(codeOf(await reasonOf(loop.createServer(factory, "192.0.2.1", 0))), "EADDRNOTAVAIL");
	t.is(codeOf(await reasonOf(loop.createServer(factory, "name.invalid", 0))), "EAI_NONAME");
	await becomesIdle(loop, 0);
});

test("createServer: with reusePort two servers share a port", async (t) => {
	if (Number.isNaN(SO_REUSEPORT)) {
		skip(t, "SO_REUSEPORT", "not on this system");
		return;
	}
	const loop = newLoop(t);
	await using first = await loop.createServer(factory, "127.0.0.1", 0, { reusePort: true });
	await using second = await loop.createServer(factory, "127.0.0.1", portOf(first), { reusePort: true });
	t.is(portOf(first), portOf(second));
	t.is(codeOf(await reasonOf(loop.createServer(factory, "127.0.0.1", portOf(first)))), "EADDRINUSE");
});

test("createServer: arguments that mean nothing are refused at the call", async (t) => {
	const loop = newLoop(t);
	const serveAt = loop.createServer.bind(loop);
	t.throws(() => serveAt(Protocol as never, "127.0.0.1", 0), { name: "TypeError" });
	t.throws(() => serveAt(undefined as never, "127.0.0.1", 0), { name: "TypeError" });
	t.throws(() => serveAt(factory), { name: "ValueError" });
	t.throws(() => serveAt(factory, 5 as never, 0), { name: "TypeError" });
	t.throws(() => serveAt(factory, ["127.0.0.1", 5 as never], 0), { name: "TypeError" });
	t.throws(() => serveAt(factory, "127.0.0.1", 0, { backlog: -1 }), { name: "RangeError" });
	t.throws(() => serveAt(factory, "127.0.0.1", 0, { backlog: "1" as never }), { name: "TypeError" });
	t.throws(() => serveAt(factory, "127.0.0.1", 0, { ssl: 1 as never }), { name: "TypeError" });
	const [sock] = nonBlockingPair(t);
	t.throws(() => serveAt(factory, "127.0.0.1", 0, { sock }), { name: "ValueError" });
	t.throws(() => serveAt(factory, null, null, { sock: 5 as never }), { name: "TypeError" });
	t.truthy(await reasonOf(serveAt(factory, "127.0.0.1", 70_000)));
	await becomesIdle(loop, 0);
});

test("createServer: a socket that is bound already is served, and closed with the server", async (t) => {
	const loop = newLoop(t);
	const sock = new Socket();
	sock.bind(["127.0.0.1", 0]);
	const server = await loop.createServer(factory, null, null, { sock });
	t.deepEqual(server.sockets, [sock]);
	t.regex(inspect(server), /^<Server sockets=\[<Socket fd=\d+, [^\n]*>\]>$/);
	const [transport] = await loop.createConnection(factory, "127.0.0.1", portOf(server));
	server.close();
	t.is(sock.fileno(), -1);
	t.deepEqual(server.sockets, []);
	server.abortClients();
	await server.waitClosed();
	transport.abort();
});

test("Server: startServing false listens only when it is told to", async (t) => {
	const loop = newLoop(t);
	const server = await loop.createServer(factory, "127.0.0.1", 0, { startServing: false });
	t.false(server.isServing());
	const port = portOf(server);
	t.is(codeOf(await reasonOf(loop.createConnection(factory, "127.0.0.1", port))), "ECONNREFUSED");
	await server.startServing();
	await server.startServing();
	t.true(server.isServing());
	const [transport] = await loop.createConnection(factory, "127.0.0.1", port);
	server.close();
	t.false(server.isServing());
	t.throws(() => server.startServing(), { name: "RuntimeError" });
	t.throws(() => server.serveForever(), { name: "RuntimeError" });
	transport.abort();
	server.abortClients();
	await server.waitClosed();
	await becomesIdle(loop, 0);
});

test("Server: serveForever() ends when it is cancelled, and when the server is closed", async (t) => {
	const loop = newLoop(t);
	const server = await loop.createServer(factory, "127.0.0.1", 0, { startServing: false });
	const serving = server.serveForever();
	t.true(server.isServing());
	t.throws(() => server.serveForever(), { name: "RuntimeError" });
	serving.cancel();
	t.is(codeOf(await reasonOf(serving)), "CancelledError");
	t.deepEqual(server.sockets, []);
	const other = await loop.createServer(factory, "127.0.0.1", 0);
	const forever = other.serveForever();
	other.close();
	t.is(codeOf(await reasonOf(forever)), "CancelledError");
	await becomesIdle(loop, 0);
});

test("Server: serveForever() that was cancelled waits for the connections", async (t) => {
	const loop = newLoop(t);
	const { server, connect } = await serve(t, loop);
	const [client] = await connect();
	const serving = server.serveForever();
	serving.cancel();
	await turns(5);
	t.false(serving.done());
	client.transport.close();
	t.is(codeOf(await reasonOf(serving)), "CancelledError");
});

test("Server: waitClosed() ends when it is closed and its connections are over, in whichever order", async (t) => {
	const loop = newLoop(t);
	const one = await serve(t, loop);
	const [client] = await one.connect();
	const before = one.server.waitClosed();
	one.server.close();
	const after = one.server.waitClosed();
	await turns(5);
	t.false(before.done());
	t.false(after.done());
	client.transport.close();
	await before;
	await after;
	await one.server.waitClosed();
	const two = await serve(t, loop);
	const [other, peer] = await two.connect();
	other.transport.close();
	await peer.hears("lost");
	const waiting = two.server.waitClosed();
	const cancelled = two.server.waitClosed();
	cancelled.cancel();
	await turns(5);
	t.false(waiting.done());
	two.server.close();
	two.server.close();
	await waiting;
});

test("Server: closeClients() sends what was written, abortClients() drops it", async (t) => {
	const loop = newLoop(t);
	const { server, connect } = await serve(t, loop);
	const [client, peer] = await connect();
	peer.transport.write(Buffer.alloc(6_000_000));
	server.closeClients();
	await client.hears("lost");
	t.is(client.size, 6_000_000);
	const [second, other] = await connect();
	second.transport.pauseReading();
	other.transport.write(Buffer.alloc(6_000_000));
	server.abortClients();
	await other.hears("lost");
	second.transport.resumeReading();
	await second.hears("lost");
	t.true(second.size < 6_000_000);
});

test("Server: `await using` closes it, and waits for its connections", async (t) => {
	const loop = newLoop(t);
	const order: string[] = [];
	let client: Keeper | undefined;
	{
		await using server = await loop.createServer(factory, "127.0.0.1", 0);
		[, client] = await loop.createConnection(factory, "127.0.0.1", portOf(server));
		client.transport.write("x");
		setImmediate(() => {
			order.push("client closes");
			client?.transport.close();
		});
	}
	order.push("block ended");
	t.deepEqual(order, ["client closes", "block ended"]);
});

test("Server: a protocol that throws ends its own connection, the handler is told, and the server lives", async (t) => {
	const loop = newLoop(t);
	const reports = reportsOf(loop);
	const failure = new Error("thrown");
	let fails = "factory";
	const fail = (name: string) => {
		if (fails === name) throw failure;
	};
	class Failing extends Protocol {
		override connectionMade(): void {
			fail("made");
		}
		override dataReceived(): void {
			fail("data");
		}
		override eofReceived(): void {
			fail("eof");
		}
		override connectionLost(): void {
			fail("lost");
		}
	}
	const server = await loop.createServer(
		() => {
			fail("factory");
			return fails === "nonsense" ? (5 as never) : new Failing();
		},
		"127.0.0.1",
		0,
	);
	let told = 0;
	for (fails of ["factory", "nonsense", "made", "data", "eof", "lost", "nothing"]) {
		const [transport, client] = await loop.createConnection(factory, "127.0.0.1", portOf(server));
		transport.write("x");
		transport.writeEof();
		await client.hears("lost");
		if (fails === "nothing") break;
		told += 1;
		await eventually(`the report of ${fails}`, () => reports.length >= told);
		if (fails === "nonsense") t.true(reports[told - 1] instanceof TypeError);
		else t.is(reports[told - 1], failure);
	}
	t.is(reports.length, 6);
	server.close();
	await server.waitClosed();
	await becomesIdle(loop, 0);
});

test("Server: loop.close() ends it and its connections", async (t) => {
	const loop = newLoop(t);
	const { server, connect } = await serve(t, loop);
	const [client, peer] = await connect();
	const [sock] = server.sockets;
	loop.close();
	t.false(server.isServing());
	t.deepEqual(server.sockets, []);
	await turns(3);
	t.is(client.calls.at(-1), "lost");
	t.is(peer.calls.at(-1), "lost");
	t.notThrows(() => server.close());
	t.is(sock?.fileno(), -1);
});

test("Server: it keeps the process alive while it serves, unless unref() was called", async (t) => {
	const program = (what: string) => `const { getEventLoop, Protocol } = evloop;
		const server = await getEventLoop().createServer(() => new Protocol(), "127.0.0.1", 0);
		const later = () => setTimeout(() => { console.log("later"); server.close(); }, 20).unref();
		${what}`;
	t.is(await printed(t, program('server.unref(); console.log("out");')), "out");
	t.is(await printed(t, program('server.close(); console.log("out");')), "out");
	t.is(await printed(t, program("later();")), "later");
	t.is(await printed(t, program("server.unref().ref(); later();")), "later");
});

test("Server: out of descriptors it says so, rests a second, and goes on", async (t) => {
	if (process.platform !== "linux") {
		skip(t, "/proc/self/fd", "Linux only");
		return;
	}
	const { code, stdout, stderr } = await runProgram(
		t,
		`import { openSync, closeSync } from "node:fs";
		import { connect } from "node:net";
		const { SelectorEventLoop, DefaultSelector, Protocol, Socket } = evloop;
		const selector = new DefaultSelector();
		const loop = new SelectorEventLoop(selector);
		const reports = [];
		loop.setExceptionHandler((_loop, { exception }) => reports.push([exception.code, performance.now()]));
		let made = 0;
		class Counting extends Protocol { connectionMade() { made += 1; } }
		const server = await loop.createServer(() => new Counting(), "127.0.0.1", 0);
		const address = server.sockets[0].getsockname();
		// Once round, so that all is there that the loop needs itself.
		const [first] = await loop.createConnection(() => new Protocol(), ...address);
		await first[Symbol.asyncDispose]();
		const already = made;
		const clients = [new Socket(), new Socket()];
		const held = [];
		try { for (;;) held.push(openSync("/dev/null")); } catch (error) { if (error.code !== "EMFILE") throw error; }
		for (const client of clients) { client.setblocking(false); try { client.connect(address); } catch {} }
		const until = async (condition) => { while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1)); };
		await until(() => reports.length > 0);
		const waits = selector.statistics().waits;
		for (let i = 0; i < 100; i += 1) await new Promise((resolve) => setImmediate(resolve));
		const spins = selector.statistics().waits - waits;
		const early = reports.length;
		for (const fd of held) closeSync(fd);
		await until(() => made === already + 2);
		const rest = performance.now() - reports.at(-1)[1];
		console.log(reports[0][0], early, spins < 20, rest > 900);
		process.exit();`,
		{ flags: [], env: {}, limit: 50_000, descriptors: 256 },
	);
	t.is(code, 0, stderr);
	t.is(stdout.trim(), "EMFILE 1 true true");
});

test("Server: a thousand connections leave no descriptor, no registration and no listener", async (t) => {
	if (process.platform !== "linux") {
		skip(t, "/proc/self/fd", "Linux only");
		return;
	}
	const output = await printed(
		t,
		`import { readdirSync } from "node:fs";
		const { getEventLoop, Protocol } = evloop;
		const loop = getEventLoop();
		class Echo extends Protocol {
			connectionMade(transport) { this.transport = transport; }
			dataReceived(data) { this.transport.write(data); }
		}
		class Client extends Protocol {
			over = new Promise((resolve) => { this.connectionLost = resolve; });
			connectionMade(transport) { this.transport = transport; transport.write("hello"); }
			dataReceived() { this.received = true; this.transport[this.how](); }
		}
		const server = await loop.createServer(() => new Echo(), "127.0.0.1", 0);
		const [, port] = server.sockets[0].getsockname();
		async function round(i) {
			const controller = new AbortController();
			const [, client] = await loop.createConnection(
				() => Object.assign(new Client(), { how: i % 2 ? "close" : "abort" }), "127.0.0.1", port, { signal: controller.signal });
			await client.over;
		}
		const state = () => ({
			descriptors: readdirSync("/proc/self/fd").length,
			resources: process.getActiveResourcesInfo().filter((name) => name !== "Timeout" && name !== "Immediate").sort(),
			watched: loop.statistics().watched,
			listeners: process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
		});
		for (let i = 0; i < 30; i += 1) await round(i);
		await new Promise((resolve) => setTimeout(resolve, 100));
		const before = JSON.stringify(state());
		for (let i = 0; i < 1000; i += 1) await round(i);
		for (let i = 0; i < 1000 && JSON.stringify(state()) !== before; i += 1) await new Promise((resolve) => setTimeout(resolve, 5));
		console.log(JSON.stringify([before, JSON.stringify(state())]));
		process.exit();`,
	);
	const [before, after] = JSON.parse(output) as [string, string];
	t.is(after, before);
});

test("Server: two thousand clients that connect at once are all served", async (t) => {
	const output = await printed(
		t,
		`const { getEventLoop, Protocol } = evloop;
		const loop = getEventLoop();
		class Hello extends Protocol {
			connectionMade(transport) { this.transport = transport; }
			dataReceived() { this.transport.write("hi"); this.transport.close(); }
		}
		// They speak first: Linux has a client believe that it is connected although the queue was full, and goes on only
		// when it hears of it.
		class Client extends Protocol {
			size = 0;
			connectionMade(transport) { transport.write("?"); }
			over = new Promise((resolve) => { this.connectionLost = resolve; });
			dataReceived(data) { this.size += data.length; }
		}
		const server = await loop.createServer(() => new Hello(), "127.0.0.1", 0);
		const [, port] = server.sockets[0].getsockname();
		let size = 0;
		for (let wave = 0; wave < 4; wave += 1) {
			const clients = await Promise.all(Array.from({ length: 500 }, () => loop.createConnection(() => new Client(), "127.0.0.1", port)));
			for (const [, client] of clients) { await client.over; size += client.size; }
		}
		server.close();
		await server.waitClosed();
		console.log(size, loop.statistics().watched);`,
	);
	t.is(output, "4000 0");
});

/** In a process of their own: a number that is closed by hand may be another thread's in the next moment. */
const byHand = new URL("../../helpers/descriptors.js", import.meta.url).href;

test("Server: after notifyClosing() the number of its socket is somebody else's, and left alone", async (t) => {
	const output = await printed(
		t,
		`const { getEventLoop, Protocol, socketpair } = evloop;
		const { closeDescriptor } = await import(${JSON.stringify(byHand)});
		const loop = getEventLoop();
		const server = await loop.createServer(() => new Protocol(), "127.0.0.1", 0);
		const number = server.sockets[0].fileno();
		loop.notifyClosing(number);
		closeDescriptor(number);
		const [a, b] = socketpair();
		server.close();
		a.send("x");
		console.log(a.fileno() === number, b.recv(1).toString());
		process.exit();`,
	);
	t.is(output, "true x");
});
