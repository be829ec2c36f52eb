/** TLS with other people's programs at the other end, and what a hundred connections leave. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import test, { type ExecutionContext } from "ava";
import { eventually } from "../../helpers/eventually.js";
import { hasCommand } from "../../helpers/has-command.js";
import { newLoop } from "../../helpers/new-loop.js";
import { printed } from "../../helpers/run-program.js";
import { skip } from "../../helpers/skip.js";
import { certificates } from "./helpers/certificates.js";
import { tlsClient, tlsServer } from "./helpers/tls-pair.js";

interface Peer {
	readonly child: ChildProcessWithoutNullStreams;
	output(): string;
}

function start(t: ExecutionContext, command: string, args: readonly string[]): Peer {
	const child = spawn(command, args);
	t.teardown(() => child.kill("SIGKILL"));
	let text = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding("utf8").on("data", (part: string) => {
			text += part;
		});
	}
	child.stdin.on("error", () => {});
	return { child, output: () => text };
}

test("TLS: openssl s_client talks to a server of ours", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const { port, connection } = await tlsServer(t, loop, { ...files.server, ALPNProtocols: ["evloop"] });
	const args = [
		"s_client",
		"-connect",
		`127.0.0.1:${port}`,
		"-CAfile",
		files.caFile,
		"-servername",
		"localhost",
	];
	const { child, output } = start(t, "openssl", [
		...args,
		"-alpn",
		"evloop",
		"-verify_return_error",
		"-quiet",
	]);
	child.stdin.write("from openssl\n");
	const peer = await connection(0);
	await peer.receives(13);
	t.is(peer.text, "from openssl\n");
	t.is(peer.transport.getExtraInfo("sslObject")?.alpnProtocol, "evloop");
	peer.transport.write("from evloop\n");
	await eventually("the answer", () => output().includes("from evloop"));
	peer.transport.close();
	await peer.hears("lost");
	t.is(peer.lost, undefined);
	if (child.exitCode === null) await once(child, "exit");
});

test("TLS: a client of ours talks to openssl s_server", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const loop = newLoop(t);
	const { certFile, keyFile } = files.server;
	const args = ["s_server", "-accept", "127.0.0.1:0", "-cert", certFile, "-key", keyFile, "-naccept", "1"];
	const { child, output } = start(t, "openssl", args);
	await eventually("s_server to listen", () => /ACCEPT .*:\d+/.test(output()));
	const port = Number(/ACCEPT .*:(\d+)/.exec(output())?.[1]);
	const [transport, protocol] = await tlsClient(t, loop, port, { ca: files.ca });
	t.true(transport.getExtraInfo("sslObject")?.authorized);
	transport.write("from evloop\n");
	await eventually("the greeting", () => output().includes("from evloop"));
	child.stdin.write("from openssl\n");
	await protocol.receives(13);
	t.is(protocol.text, "from openssl\n");
	// Q at the beginning of a line has it end the connection and itself.
	child.stdin.write("Q\n");
	await protocol.hears("lost");
	t.deepEqual(protocol.calls, ["made", "data", "eof", "lost"]);
});

const pythonClient = `
import asyncio, ssl, sys
async def main(port, ca):
    context = ssl.create_default_context(cafile=ca)
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context, server_hostname="localhost")
    writer.write(b"x" * 1_000_000)
    await writer.drain()
    got = await reader.readexactly(1_000_000)
    writer.close()
    await writer.wait_closed()
    print(len(got), set(got) == {ord("y")})
asyncio.run(asyncio.wait_for(main(int(sys.argv[1]), sys.argv[2]), 40))
`;

const pythonServer = `
import asyncio, ssl, sys
async def main(cert, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    done = asyncio.Event()
    async def serve(reader, writer):
        data = await reader.readexactly(1_000_000)
        writer.write(data.upper())
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        done.set()
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    print(server.sockets[0].getsockname()[1], flush=True)
    await done.wait()
asyncio.run(asyncio.wait_for(main(*sys.argv[1:]), 40))
`;

test("TLS: Python's asyncio talks to a server of ours", async (t) => {
	const files = certificates(t);
	if (files === undefined || !hasCommand(t, "python3")) return;
	const loop = newLoop(t);
	const { port, connection } = await tlsServer(t, loop, files.server);
	const { output } = start(t, "python3", ["-c", pythonClient, String(port), files.caFile]);
	const peer = await connection(0);
	await peer.receives(1_000_000);
	t.is(peer.text, "x".repeat(1_000_000));
	peer.transport.write("y".repeat(1_000_000));
	await peer.hears("lost");
	await eventually("Python's last word", () => output().includes("\n"));
	t.is(output().trim(), "1000000 True");
	t.is(peer.lost, undefined);
});

test("TLS: a client of ours talks to Python's asyncio", async (t) => {
	const files = certificates(t);
	if (files === undefined || !hasCommand(t, "python3")) return;
	const loop = newLoop(t);
	const { output } = start(t, "python3", ["-c", pythonServer, files.server.certFile, files.server.keyFile]);
	await eventually("Python to listen", () => /^\d+\n/.test(output()));
	const [transport, protocol] = await tlsClient(t, loop, Number.parseInt(output(), 10), { ca: files.ca });
	transport.write("z".repeat(1_000_000));
	await protocol.hears("lost");
	t.is(protocol.text, "Z".repeat(1_000_000));
	// That there is room to write again it may hear between the two.
	const ends = protocol.calls.filter((call) => call !== "pause" && call !== "resume");
	t.deepEqual(ends.slice(-2), ["eof", "lost"]);
	t.is(protocol.lost, undefined);
});

test("TLS: a hundred connections in a row leave no descriptor, no registration, no listener", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	if (process.platform !== "linux") {
		skip(t, "/proc/self/fd", "Linux only");
		return;
	}
	const output = await printed(
		t,
		`import { readdirSync, readFileSync } from "node:fs";
		const { getEventLoop, Protocol } = evloop;
		const { FILES } = process.env;
		const { ca, cert, key } = JSON.parse(FILES);
		const loop = getEventLoop();
		let over;
		class Echo extends Protocol {
			connectionMade(transport) { this.transport = transport; }
			dataReceived(data) { this.transport.write(data); }
		}
		class Client extends Protocol {
			constructor(i) { super(); this.i = i; this.over = new Promise((resolve) => { this.done = resolve; }); }
			connectionMade(transport) { this.transport = transport; transport.write("x".repeat(50_000)); }
			dataReceived(data) { if (this.i % 2 === 0) this.transport.close(); else this.transport.abort(); }
			connectionLost() { this.done(); }
		}
		const server = await loop.createServer(() => new Echo(), "127.0.0.1", 0, { ssl: { cert, key } });
		const [, port] = server.sockets[0].getsockname();
		const settings = { ca };
		async function round(i) {
			if (i % 5 === 4) {
				await loop.createConnection(() => new Client(i), "127.0.0.1", port, { ssl: true, serverHostname: "localhost" }).catch(() => {});
				return;
			}
			const [, client] = await loop.createConnection(() => new Client(i), "127.0.0.1", port, { ssl: settings, serverHostname: "localhost" });
			await client.over;
		}
		const state = () => ({
			descriptors: readdirSync("/proc/self/fd").length,
			watched: loop.statistics().watched,
			timers: loop.statistics().timers,
			listeners: process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
		});
		const settled = async (wanted) => {
			for (let i = 0; i < 2000 && wanted !== JSON.stringify(state()); i += 1) await new Promise((resolve) => setTimeout(resolve, 5));
			return JSON.stringify(state());
		};
		for (let i = 0; i < 10; i += 1) await round(i);
		await new Promise((resolve) => setTimeout(resolve, 200));
		const before = JSON.stringify(state());
		for (let i = 0; i < 100; i += 1) await round(i);
		const after = await settled(before);
		console.log(JSON.stringify([before, after]));
		process.exit();`,
		{ env: { FILES: JSON.stringify({ ca: files.ca, cert: files.server.cert, key: files.server.key }) } },
	);
	const [before, after] = JSON.parse(output) as [string, string];
	t.is(after, before);
});

test("TLS: unref() lets the process end although the connection is open", async (t) => {
	const files = certificates(t);
	if (files === undefined) return;
	const output = await printed(
		t,
		`const { getEventLoop, Protocol } = evloop;
		const { ca, cert, key } = JSON.parse(process.env.FILES);
		const loop = getEventLoop();
		let theirs;
		const made = new Promise((resolve) => { theirs = resolve; });
		class Serving extends Protocol { connectionMade(transport) { theirs(transport); } }
		const server = await loop.createServer(() => new Serving(), "127.0.0.1", 0, { ssl: { cert, key } });
		const [, port] = server.sockets[0].getsockname();
		const [transport] = await loop.createConnection(() => new Protocol(), "127.0.0.1", port, { ssl: { ca }, serverHostname: "localhost" });
		server.unref();
		transport.unref();
		(await made).unref();
		console.log("done", transport.isClosing());`,
		{ env: { FILES: JSON.stringify({ ca: files.ca, cert: files.server.cert, key: files.server.key }) } },
	);
	t.is(output, "done false");
});
