/** `createDatagramEndpoint` itself: what it refuses, what it closes when it fails, and whom it talks to. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { CancelledError, OSError, ValueError } from "../../../src/errors.js";
import type { DatagramEndpointOptions, DatagramTransport, EventLoop } from "../../../src/loop/index.js";
import {
	type Address,
	AF_INET,
	AF_INET6,
	AF_UNIX,
	type InetAddress,
	SOCK_DGRAM,
	SOCK_STREAM,
	Socket,
} from "../../../src/sockets/index.js";
import { becomesIdle } from "../../helpers/becomes-idle.js";
import { eventually } from "../../helpers/eventually.js";
import { hasCommand } from "../../helpers/has-command.js";
import { newLoop } from "../../helpers/new-loop.js";
import { reasonOf } from "../../helpers/reason-of.js";
import { printed } from "../../helpers/run-program.js";
import { temporaryFolder } from "../../sockets/helpers/temporary-folder.js";
import { endpoint } from "./helpers/endpoint.js";
import { Recorder } from "./helpers/recorder.js";

const here = ["127.0.0.1", 0] as const;

/** A socket that ends with the test. */
function socketOf(t: ExecutionContext, family: number, type: number): Socket {
	const sock = new Socket(family, type);
	t.teardown(() => sock.close());
	return sock;
}

test("createDatagramEndpoint refuses wrong arguments at once, and makes no socket", (t) => {
	const loop = newLoop(t);
	const stream = socketOf(t, AF_INET, SOCK_STREAM);
	const sock = socketOf(t, AF_INET, SOCK_DGRAM);
	const make = () => new Recorder();
	const wrong: [unknown, unknown, new (...args: never[]) => Error, RegExp][] = [
		[undefined, { localAddr: here }, TypeError, /factory/],
		[Recorder, { localAddr: here }, TypeError, /class/],
		[make, undefined, ValueError, /family/],
		[make, {}, ValueError, /family/],
		[make, { localAddr: ["127.0.0.1"] }, TypeError, /address/],
		[make, { localAddr: "/path", family: AF_INET }, TypeError, /address/],
		[make, { localAddr: "/path", remoteAddr: here }, TypeError, /address/],
		[make, { sock: 3 }, TypeError, /Socket/],
		[make, { sock: stream }, ValueError, /SOCK_DGRAM/],
		[make, { sock, localAddr: here }, ValueError, /localAddr/],
		[make, { sock, reusePort: true, family: AF_INET }, ValueError, /family, reusePort/],
		[make, { localAddr: here, signal: 1 }, TypeError, /signal/],
	];
	for (const [factory, options, instanceOf, message] of wrong) {
		const call = () =>
			loop.createDatagramEndpoint(factory as typeof make, options as DatagramEndpointOptions);
		t.throws(call, { instanceOf, message });
	}
	t.deepEqual(loop.statistics(), { ready: 0, timers: 0, watched: 0, holding: false });
	loop.close();
	t.throws(() => loop.createDatagramEndpoint(make, { localAddr: here }), { name: "RuntimeError" });
});

test("createDatagramEndpoint fails with what went wrong: one error alone, several together", async (t) => {
	const loop = newLoop(t);
	const fails = async (options: DatagramEndpointOptions) =>
		reasonOf(loop.createDatagramEndpoint(() => new Recorder(), options));
	const unknown = await fails({ localAddr: ["192.0.2.1", 0] });
	t.true(unknown instanceof OSError && unknown.code === "EADDRNOTAVAIL");
	const nobody = await fails({ remoteAddr: join(temporaryFolder(t), "nobody") });
	t.true(nobody instanceof OSError && nobody.code === "ENOENT");
	const mixed = await fails({ localAddr: ["127.0.0.1", 0], remoteAddr: ["::1", 9] });
	t.true(mixed instanceof ValueError, "no family in common");
	const address = await fails({ localAddr: ["127.0.0.1", 99_999] });
	t.true(address instanceof Error);
	const taken = await endpoint(t, loop, { localAddr: ["", 0], family: AF_INET6 });
	const [, port] = taken.transport.getExtraInfo("sockname") as Address as InetAddress;
	const both = await fails({ localAddr: ["", port] });
	if (both instanceof AggregateError) {
		t.true(both.errors.every((error) => error instanceof OSError));
		t.is((both as AggregateError & { code: string }).code, "EADDRINUSE");
	} else t.true(both instanceof OSError);
	await becomesIdleBut(loop, 1);
});

/** The loop has nothing to do but to watch so many endpoints. */
async function becomesIdleBut(loop: EventLoop, count: number): Promise<void> {
	await eventually(
		"an idle loop",
		() => loop.statistics().ready === 0 && loop.statistics().watched === count,
	);
}

test("a factory or connectionMade that throws fails createDatagramEndpoint, and the socket is closed", async (t) => {
	const loop = newLoop(t);
	const boom = new Error("no protocol");
	const first = socketOf(t, AF_INET, SOCK_DGRAM);
	const throwing = loop.createDatagramEndpoint(
		(): Recorder => {
			throw boom;
		},
		{ sock: first },
	);
	t.is(await reasonOf(throwing), boom);
	t.is(first.fileno(), -1);
	const second = socketOf(t, AF_INET, SOCK_DGRAM);
	const none = loop.createDatagramEndpoint(() => ({}) as Recorder, { sock: second });
	t.true((await reasonOf(none)) instanceof TypeError);
	t.is(second.fileno(), -1);
	class Rude extends Recorder {
		override connectionMade(transport: DatagramTransport): void {
			super.connectionMade(transport);
			throw boom;
		}
	}
	const third = socketOf(t, AF_INET, SOCK_DGRAM);
	t.is(await reasonOf(loop.createDatagramEndpoint(() => new Rude(), { sock: third })), boom);
	await eventually("its end", () => third.fileno() === -1);
	await becomesIdle(loop);
});

test("createDatagramEndpoint is taken back by cancel and by its signal, and leaves nothing open", async (t) => {
	const loop = newLoop(t);
	const protocol = new Recorder();
	const sock = socketOf(t, AF_INET, SOCK_DGRAM);
	const cancelled = loop.createDatagramEndpoint(() => protocol, { sock });
	t.true(cancelled.cancel());
	t.true((await reasonOf(cancelled)) instanceof CancelledError);
	await eventually("its end", () => sock.fileno() === -1);
	const controller = new AbortController();
	const slow = loop.createDatagramEndpoint(() => new Recorder(), {
		remoteAddr: ["localhost", 9],
		signal: controller.signal,
	});
	controller.abort(new Error("not any more"));
	t.is(((await reasonOf(slow)) as Error).message, "not any more");
	const never = loop.createDatagramEndpoint(() => new Recorder(), {
		localAddr: here,
		signal: AbortSignal.abort(new Error("before it began")),
	});
	t.is(((await reasonOf(never)) as Error).message, "before it began");
	await becomesIdle(loop);
});

test("setProtocol has another protocol take over", async (t) => {
	const loop = newLoop(t);
	const server = await endpoint(t, loop, { localAddr: here });
	const client = await endpoint(t, loop, { remoteAddr: server.transport.getExtraInfo("sockname") });
	const next = new Recorder();
	t.throws(() => server.transport.setProtocol({} as Recorder), { instanceOf: TypeError });
	server.transport.setProtocol(next);
	t.is(server.transport.getProtocol(), next);
	client.transport.sendto("for the next");
	await eventually("the datagram", () => next.datagrams.length === 1);
	t.deepEqual(server.protocol.datagrams, []);
	t.deepEqual(next.calls, ["datagramReceived"]);
});

test("two endpoints cannot have one socket, and nobody else may wait for it", async (t) => {
	const loop = newLoop(t);
	const { transport } = await endpoint(t, loop, { localAddr: here });
	const sock = transport.getExtraInfo("socket") as Socket;
	t.throws(() => loop.addReader(sock, () => {}), { name: "RuntimeError" });
	const again = loop.createDatagramEndpoint(() => new Recorder(), { sock: sock.dup() });
	const [second] = await again;
	second.abort();
	await eventually("the end of the copy", () => second.getExtraInfo("socket")?.fileno() === -1);
	t.false(transport.isClosing());
});

test("an open endpoint keeps the process alive, one that is unref'd does not", async (t) => {
	const program = (extra: string) => `
		const loop = evloop.getEventLoop();
		class Once extends evloop.DatagramProtocol {
			connectionMade(transport) { this.transport = transport; }
			datagramReceived(data) { console.log(String(data)); this.transport.close(); }
			connectionLost() { console.log("over"); }
		}
		const [transport] = await loop.createDatagramEndpoint(() => new Once(), { localAddr: ["127.0.0.1", 0] });
		${extra}`;
	const sends = "setTimeout(() => transport.sendto('late', transport.getExtraInfo('sockname')), 50);";
	t.is(await printed(t, program(sends)), "late\nover");
	t.is(await printed(t, program("transport.unref(); transport.unref(); console.log('alone');")), "alone");
});

test("Python's asyncio is the peer: its DatagramProtocol echoes ours", async (t) => {
	if (!hasCommand(t, "python3")) return;
	const program = [
		"import asyncio",
		"class Echo(asyncio.DatagramProtocol):",
		"    def connection_made(self, transport): self.transport = transport",
		"    def datagram_received(self, data, addr): self.transport.sendto(data, addr)",
		"async def main():",
		"    loop = asyncio.get_running_loop()",
		"    transport, _ = await loop.create_datagram_endpoint(Echo, local_addr=('127.0.0.1', 0))",
		"    print(transport.get_extra_info('sockname')[1], flush=True)",
		"    await asyncio.sleep(60)",
		"asyncio.run(main())",
	].join("\n");
	const child = spawn("python3", ["-c", program], { stdio: ["ignore", "pipe", "inherit"] });
	t.teardown(() => child.kill("SIGKILL"));
	const [line] = (await once(child.stdout, "data")) as [Buffer];
	const loop = newLoop(t);
	const { transport, protocol } = await endpoint(t, loop, {
		remoteAddr: ["127.0.0.1", Number(line.toString())],
	});
	// No empty one: before 3.13 asyncio sends none.
	const texts = Array.from({ length: 50 }, (_, i) => `datagram ${i}`);
	for (const text of texts) transport.sendto(text);
	await eventually("the answers", () => protocol.datagrams.length === texts.length);
	t.deepEqual(protocol.texts, texts);
});

test("socat is the peer: it sends to a Unix endpoint and to a UDP one", async (t) => {
	if (!hasCommand(t, "socat")) return;
	const loop = newLoop(t);
	const path = join(temporaryFolder(t), "socket");
	const unix = await endpoint(t, loop, { localAddr: path });
	const udp = await endpoint(t, loop, { localAddr: here });
	const [, port] = udp.transport.getExtraInfo("sockname") as InetAddress;
	for (const target of [`UNIX-SENDTO:${path}`, `UDP:127.0.0.1:${port}`]) {
		const child = spawn("socat", ["-u", "STDIN", target], { stdio: ["pipe", "ignore", "inherit"] });
		t.teardown(() => child.kill("SIGKILL"));
		child.stdin.end("from socat\n");
	}
	await eventually(
		"both datagrams",
		() => unix.protocol.datagrams.length + udp.protocol.datagrams.length === 2,
	);
	t.deepEqual([...unix.protocol.texts, ...udp.protocol.texts], ["from socat\n", "from socat\n"]);
});

test("createDatagramEndpoint works with yield* in a blocked loop", (t) => {
	const loop = newLoop(t);
	const texts = loop.runUntilCompleteSync(function* () {
		const path = join(temporaryFolder(t), "blocked");
		const [server, protocol] = yield* loop.createDatagramEndpoint(() => new Recorder(), { localAddr: path });
		const [client] = yield* loop.createDatagramEndpoint(() => new Recorder(), {
			family: AF_UNIX,
			remoteAddr: path,
		});
		client.sendto("without Node's loop");
		while (protocol.datagrams.length === 0) yield;
		client.close();
		server.close();
		while (protocol.lost !== undefined) yield;
		return protocol.texts;
	});
	t.deepEqual(texts, ["without Node's loop"]);
});

/** In a process of their own: a number that is closed by hand may be another thread's in the next moment. */
const byHand = new URL("../../helpers/descriptors.js", import.meta.url).href;

test("createDatagramEndpoint: after notifyClosing() its number is somebody else's, and left alone", async (t) => {
	const output = await printed(
		t,
		`const { AF_UNIX, DatagramProtocol, getEventLoop, SOCK_DGRAM, socketpair } = evloop;
		const { closeDescriptor } = await import(${JSON.stringify(byHand)});
		const loop = getEventLoop();
		const [sock, peer] = socketpair(AF_UNIX, SOCK_DGRAM);
		let lost;
		const over = new Promise((resolve) => { lost = resolve; });
		class Losing extends DatagramProtocol { connectionLost(exc) { lost(exc.name); } }
		await loop.createDatagramEndpoint(() => new Losing(), { sock });
		const number = sock.fileno();
		loop.notifyClosing(number);
		closeDescriptor(number);
		const [a, b] = socketpair();
		console.log(a.fileno() === number, await over);
		await new Promise((resolve) => setImmediate(resolve));
		a.send("x");
		console.log(b.recv(1).toString());
		process.exit();`,
	);
	t.is(output, "true ConnectionAbortedError\nx");
});

test("createDatagramEndpoint: refused a socket that has a transport, it leaves that one as it is", async (t) => {
	const loop = newLoop(t);
	const sock = socketOf(t, AF_INET, SOCK_DGRAM);
	sock.bind(here);
	await loop.createDatagramEndpoint(() => new Recorder(), { sock });
	const reason = await reasonOf(loop.createDatagramEndpoint(() => t.fail("no protocol is made"), { sock }));
	t.regex(String(reason), /^RuntimeError: .* belongs to <DatagramTransport /);
	t.true(sock.fileno() >= 0);
	sock.close();
	await t.notThrowsAsync(becomesIdle(loop, 0));
});
