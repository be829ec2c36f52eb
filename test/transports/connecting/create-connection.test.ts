/** `createConnection`, `createUnixConnection` and `connectAcceptedSocket`: what connects, what does not, what is left. */
import test, { type ExecutionContext } from "ava";
import { Protocol } from "../../../src/loop/index.js";
import { AF_INET, createServer, type InetAddress, SOCK_DGRAM, Socket } from "../../../src/sockets/index.js";
import { becomesIdle } from "../../helpers/becomes-idle.js";
import { newLoop } from "../../helpers/new-loop.js";
import { nonBlockingPair } from "../../helpers/non-blocking-pair.js";
import { reasonOf } from "../../helpers/reason-of.js";
import { printed } from "../../helpers/run-program.js";
import { skip } from "../../helpers/skip.js";
import { temporaryFolder } from "../../sockets/helpers/temporary-folder.js";
import { codeOf } from "../helpers/code-of.js";
import { Keeper } from "../helpers/keeper.js";
import { reportsOf } from "../helpers/reports.js";

function listener(t: ExecutionContext): [sock: Socket, port: number] {
	const sock = createServer(["127.0.0.1", 0]);
	t.teardown(() => sock.close());
	return [sock, sock.getsockname<InetAddress>()[1]];
}

/** A port where nobody listens: bound, so that nobody else gets it. */
function deafPort(t: ExecutionContext): number {
	const sock = new Socket();
	sock.bind(["127.0.0.1", 0]);
	t.teardown(() => sock.close());
	return sock.getsockname<InetAddress>()[1];
}

const factory = () => new Keeper();

test("createConnection: connects, and connectionMade was called", async (t) => {
	const loop = newLoop(t);
	const [sock, port] = listener(t);
	const [transport, protocol] = await loop.createConnection(factory, "127.0.0.1", port);
	t.deepEqual(protocol.calls, ["made"]);
	t.is(protocol.transport, transport);
	t.deepEqual(transport.getExtraInfo("peername"), ["127.0.0.1", port]);
	t.is(transport.getExtraInfo("pipe", "none" as never), "none" as never);
	const [peer, address] = sock.accept();
	t.deepEqual(address, transport.getExtraInfo("sockname"));
	peer.close();
	await protocol.hears("lost");
});

test("createConnection: a name with several addresses reaches the one that listens", async (t) => {
	const loop = newLoop(t);
	const [, port] = listener(t);
	const [transport, protocol] = await loop.createConnection(factory, "localhost", port);
	t.deepEqual(transport.getExtraInfo("peername"), ["127.0.0.1", port]);
	transport.abort();
	await protocol.hears("lost");
	await becomesIdle(loop, 0);
});

test("createConnection: refused by one address it fails with that error, by several with all of them", async (t) => {
	const loop = newLoop(t);
	const port = deafPort(t);
	t.is(codeOf(await reasonOf(loop.createConnection(factory, "127.0.0.1", port))), "ECONNREFUSED");
	const all = await reasonOf(loop.createConnection(factory, "127.0.0.1", port, { allErrors: true }));
	t.true(all instanceof AggregateError);
	t.is(codeOf(all), "ECONNREFUSED");
	t.is(codeOf(await reasonOf(loop.createConnection(factory, "name.invalid", port))), "EAI_NONAME");
	await becomesIdle(loop, 0);
});

test("createConnection: localAddr is where it comes from", async (t) => {
	const loop = newLoop(t);
	const [, port] = listener(t);
	const localAddr: InetAddress = ["127.0.0.2", 0];
	const [transport] = await loop.createConnection(factory, "127.0.0.1", port, { localAddr });
	t.is((transport.getExtraInfo("sockname") as InetAddress | undefined)?.[0], "127.0.0.2");
	transport.abort();
	const other = loop.createConnection(factory, "127.0.0.1", port, { localAddr: ["192.0.2.1", 0] });
	t.is(codeOf(await reasonOf(other)), "EADDRNOTAVAIL");
	const sixth = loop.createConnection(factory, "127.0.0.1", port, { localAddr: ["::1", 0] });
	t.truthy(await reasonOf(sixth));
	await becomesIdle(loop, 0);
});

test("createConnection: arguments that mean nothing are refused at the call", (t) => {
	const loop = newLoop(t);
	const [sock] = nonBlockingPair(t);
	const datagrams = new Socket(AF_INET, SOCK_DGRAM);
	t.teardown(() => datagrams.close());
	const connect = loop.createConnection.bind(loop);
	t.throws(() => connect(undefined as never, "h", 1), { name: "TypeError" });
	t.throws(() => connect({} as never, "h", 1), { name: "TypeError" });
	t.throws(() => connect(Protocol as never, "h", 1), { message: /\(\) => new Protocol\(\)/ });
	t.throws(() => connect(factory), { name: "ValueError" });
	t.throws(() => connect(factory, null, null), { name: "ValueError" });
	t.throws(() => connect(factory, 5 as never, 1), { name: "TypeError" });
	t.throws(() => connect(factory, { sock } as never), {
		name: "TypeError",
		message: /^Cannot createConnection: host must be .*; options come after host and port$/,
	});
	t.throws(() => connect(factory, "h", 1, { sock }), { name: "ValueError" });
	t.throws(() => connect(factory, null, null, { sock: {} as never }), { name: "TypeError" });
	t.throws(() => connect(factory, null, null, { sock: datagrams }), { name: "ValueError" });
	t.throws(() => connect(factory, "h", 1, { happyEyeballsDelay: -1 }), { name: "RangeError" });
	t.throws(() => connect(factory, "h", 1, { happyEyeballsDelay: Number.NaN }), { name: "RangeError" });
	t.throws(() => connect(factory, "h", 1, { happyEyeballsDelay: "1" as never }), { name: "TypeError" });
	t.throws(() => connect(factory, "h", 1, { interleave: 0.5 }), { name: "TypeError" });
	t.throws(() => connect(factory, "h", 1, { localAddr: "h" as never }), { name: "TypeError" });
	t.throws(() => connect(factory, "h", 1, { signal: {} as never }), { name: "TypeError" });
	t.throws(() => loop.createUnixConnection(factory), { name: "ValueError" });
	t.throws(() => loop.createUnixConnection(factory, "/p", { sock }), { name: "ValueError" });
	t.throws(() => loop.createUnixConnection(factory, 5 as never), { name: "TypeError" });
	t.throws(() => loop.createUnixConnection(factory, "/".repeat(200)), { name: "ValueError" });
	t.true(sock.fileno() >= 0);
});

test("createConnection: a factory that throws, or makes nonsense, fails it and closes the socket", async (t) => {
	const loop = newLoop(t);
	const reports = reportsOf(loop);
	const failure = new Error("from the factory");
	const throwing = (): Keeper => {
		throw failure;
	};
	for (const bad of [throwing, () => undefined, () => ({}), () => "x", async () => new Keeper()]) {
		const [sock] = nonBlockingPair(t);
		const reason = await reasonOf(loop.connectAcceptedSocket(bad as () => Keeper, sock));
		t.true(reason === failure || reason instanceof TypeError);
		t.is(sock.fileno(), -1);
	}
	const [closed] = nonBlockingPair(t);
	closed.close();
	t.is(codeOf(await reasonOf(loop.connectAcceptedSocket(factory, closed))), "EBADF");
	t.deepEqual(reports, []);
	await becomesIdle(loop, 0);
});

test("createConnection: what connectionMade throws fails it, and connectionLost hears of it", async (t) => {
	const loop = newLoop(t);
	const reports = reportsOf(loop);
	const failure = new Error("from connectionMade");
	const protocol = new Keeper();
	protocol.connectionMade = () => {
		throw failure;
	};
	const [sock, peer] = nonBlockingPair(t);
	t.is(await reasonOf(loop.connectAcceptedSocket(() => protocol, sock)), failure);
	await protocol.hears("lost");
	t.is(protocol.lost, failure);
	t.is((await loop.sockRecv(peer, 1)).length, 0);
	t.deepEqual(reports, []);
});

test("createConnection: a signal that is aborted, or aborts, ends it", async (t) => {
	const loop = newLoop(t);
	const [, port] = listener(t);
	const reason = new Error("enough");
	const aborted = loop.createConnection(factory, "127.0.0.1", port, { signal: AbortSignal.abort(reason) });
	t.is(await reasonOf(aborted), reason);
	const controller = new AbortController();
	const running = loop.createConnection(factory, "127.0.0.1", port, { signal: controller.signal });
	controller.abort(reason);
	t.is(await reasonOf(running), reason);
	await becomesIdle(loop, 0);
});

test("createConnection: cancelled after any number of turns it leaves no descriptor", async (t) => {
	if (process.platform !== "linux") {
		skip(t, "/proc/self/fd", "Linux only");
		return;
	}
	const output = await printed(
		t,
		`import { readdirSync } from "node:fs";
		const { getEventLoop, createServer, Protocol, sleep } = evloop;
		const loop = getEventLoop();
		const listener = createServer(["127.0.0.1", 0]);
		const [, port] = listener.getsockname();
		const count = () => readdirSync("/proc/self/fd").length;
		const drained = async () => {
			listener.setblocking(false);
			for (;;) {
				try { listener.accept()[0].close(); } catch { return; }
			}
		};
		async function attempt(host, steps) {
			let outcome;
			const connecting = loop.createConnection(() => new Protocol(), host, port);
			connecting.then(([transport]) => { outcome = transport; }, () => { outcome = "failed"; });
			if (typeof steps === "number") {
				// A round of the loop each, so that every place in the coroutine has its turn.
				let left = steps;
				const step = () => { if (left-- > 0) loop.callSoon(step); else connecting.cancel(); };
				step();
			}
			while (outcome === undefined) await new Promise((resolve) => setImmediate(resolve));
			if (outcome !== "failed") outcome.abort();
			for (let i = 0; i < 5; i += 1) await new Promise((resolve) => setImmediate(resolve));
			await drained();
			return outcome !== "failed";
		}
		await attempt("127.0.0.1");
		await attempt("localhost");
		const before = count();
		const succeeded = new Set();
		for (const host of ["127.0.0.1", "localhost"]) {
			for (let steps = 0; steps < 40; steps += 1) succeeded.add(await attempt(host, steps));
			// On a slow machine all of them may have been too early.
			succeeded.add(await attempt(host));
		}
		console.log(Math.max(0, count() - before), succeeded.size, loop.statistics().watched);
		process.exit();`,
	);
	t.is(output, "0 2 0");
});

test("createUnixConnection: connects to a path and to an abstract name, and fails with the kernel's code", async (t) => {
	const loop = newLoop(t);
	const path = `${temporaryFolder(t)}/s`;
	t.is(codeOf(await reasonOf(loop.createUnixConnection(factory, path))), "ENOENT");
	const server = await loop.createUnixServer(factory, path);
	const [transport, protocol] = await loop.createUnixConnection(factory, path);
	t.is(transport.getExtraInfo("peername"), path);
	if (process.platform === "linux") t.is(transport.getExtraInfo("peercred")?.pid, process.pid);
	server.close();
	server.abortClients();
	await protocol.hears("lost");
	await server.waitClosed();
	const [sock] = nonBlockingPair(t);
	const [given] = await loop.createUnixConnection(factory, undefined, { sock });
	given.abort();
	await becomesIdle(loop, 0);
});

test("createConnection, connectAcceptedSocket: a socket that has a transport is refused, and its transport goes on", async (t) => {
	const loop = newLoop(t);
	const [sock, peer] = nonBlockingPair(t);
	const [transport, protocol] = await loop.createConnection(factory, null, null, { sock });
	const never = () => t.fail("no protocol is made");
	for (const again of [
		() => loop.createConnection(never, null, null, { sock }),
		() => loop.createUnixConnection(never, undefined, { sock }),
		() => loop.connectAcceptedSocket(never, sock),
	]) {
		t.regex(String(await reasonOf(again())), /^RuntimeError: .* belongs to <SocketTransport /);
	}
	transport.write("goes on");
	const data = await loop.sockRecv(peer, 100);
	t.is(data.toString(), "goes on");
	peer.close();
	await protocol.hears("lost");
	await becomesIdle(loop, 0);
});
