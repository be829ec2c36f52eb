/** Python's asyncio and socat as the other side, over TCP, Unix paths and abstract names. */
import { createHash, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import test, { type ExecutionContext } from "ava";
import "../../../src/loop/index.js";
import {
	openConnection,
	openUnixConnection,
	type StreamReader,
	type StreamWriter,
	startUnixServer,
} from "../../../src/streams/index.js";
import { Program } from "../../examples/helpers/program.js";
import { hasCommand } from "../../helpers/has-command.js";
import { skip } from "../../helpers/skip.js";
import { temporaryFolder } from "../../sockets/helpers/temporary-folder.js";
import { portOf, serve } from "../helpers/stream-pairs.js";
import { freePort } from "./helpers/free-port.js";

let names = 0;

/** An abstract name of the test's own. */
function abstractName(): string {
	names += 1;
	return `evloop-peers-${process.pid}-${names}`;
}

/** Lines to upper case, to the end. */
async function shout(reader: StreamReader, writer: StreamWriter): Promise<void> {
	for await (const line of reader) {
		writer.write(line.toString().toUpperCase());
		await writer.drain();
	}
	writer.close();
}

/** Talks to somebody who sends back what comes, to the end. */
async function talk(t: ExecutionContext, [reader, writer]: [StreamReader, StreamWriter]): Promise<void> {
	const data = randomBytes(3_000_000);
	writer.write("a line\n");
	t.is(String(await reader.readline()), "a line\n");
	const receiving = reader.read();
	for (let at = 0; at < data.length; at += 100_000) {
		writer.write(data.subarray(at, at + 100_000));
		await writer.drain();
	}
	writer.writeEof();
	t.true((await receiving).equals(data));
	writer.close();
	await writer.waitClosed();
}

const pythonServer = `
import asyncio, sys
async def echo(reader, writer):
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()
async def main():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    path = sys.argv[1]
    unix = await asyncio.start_unix_server(echo, path)
    abstract = await asyncio.start_unix_server(echo, "\\0" + sys.argv[2])
    print("port", server.sockets[0].getsockname()[1], flush=True)
    await asyncio.sleep(60)
asyncio.run(main())
`;

const pythonClient = `
import asyncio, hashlib, sys
async def main():
    kind, where = sys.argv[1:3]
    if kind == "tcp":
        reader, writer = await asyncio.open_connection("127.0.0.1", int(where))
    else:
        reader, writer = await asyncio.open_unix_connection("\\0" + where if kind == "abstract" else where)
    sent, got = hashlib.sha256(), hashlib.sha256()
    async def send():
        for i in range(20000):
            line = b"line %d of many, all of them in lower case\\n" % i
            sent.update(line.upper())
            writer.write(line)
            await writer.drain()
        writer.write_eof()
    async def receive():
        while line := await reader.readline():
            got.update(line)
    await asyncio.gather(send(), receive())
    writer.close()
    await writer.wait_closed()
    print("same" if sent.digest() == got.digest() else "different")
asyncio.run(main())
`;

test("Python's asyncio as the server: much there and back, over TCP, a path and an abstract name", async (t) => {
	if (!hasCommand(t, "python3")) return;
	const [path, name] = [`${temporaryFolder(t)}/s`, abstractName()];
	const python = new Program(t, "python3", "-c", pythonServer, path, name);
	const [, port] = await python.printed(/port (\d+)/);
	await talk(t, await openConnection("127.0.0.1", Number(port)));
	await talk(t, await openUnixConnection(path));
	if (process.platform === "linux") await talk(t, await openUnixConnection(Buffer.from(`\0${name}`)));
});

test("Python's asyncio as the client: 20,000 lines while the answers come, over TCP, a path and an abstract name", async (t) => {
	if (!hasCommand(t, "python3")) return;
	const server = await serve(t, shout);
	const [path, name] = [`${temporaryFolder(t)}/s`, abstractName()];
	const [unix, abstract] = [
		await startUnixServer(shout, path),
		await startUnixServer(shout, Buffer.from(`\0${name}`)),
	];
	t.teardown(() => {
		unix.close();
		abstract.close();
	});
	const targets = [
		["tcp", String(portOf(server))],
		["path", path],
		["abstract", name],
	] as const;
	for (const [kind, where] of targets) {
		const { stdout, stderr } = await new Program(t, "python3", "-c", pythonClient, kind, where).ended;
		t.is(stdout, "same\n", stderr);
	}
});

test("socat as the server: EXEC:cat over TCP, a path and an abstract name", async (t) => {
	if (!hasCommand(t, "socat")) return;
	const [port, path, name] = [await freePort(), `${temporaryFolder(t)}/s`, abstractName()];
	const addresses = [
		`TCP-LISTEN:${port},bind=127.0.0.1,fork,reuseaddr`,
		`UNIX-LISTEN:${path},fork`,
		`ABSTRACT-LISTEN:${name},fork`,
	];
	for (const address of addresses) {
		const program = new Program(t, "socat", "-d", "-d", "-t30", address, "EXEC:cat");
		await program.complained(/listening on/);
	}
	await talk(t, await openConnection("127.0.0.1", port));
	await talk(t, await openUnixConnection(path));
	await talk(t, await openUnixConnection(Buffer.from(`\0${name}`)));
});

test("socat as the client: a file to us and back, TCP, path and ABSTRACT-CONNECT", async (t) => {
	if (!hasCommand(t, "socat")) return;
	const folder = temporaryFolder(t);
	const data = randomBytes(1_000_000)
		.toString("hex")
		.replaceAll(/.{100}/g, "$&\n");
	writeFileSync(`${folder}/file`, data);
	const [path, name] = [`${folder}/s`, abstractName()];
	const server = await serve(t, shout);
	const [unix, abstract] = [
		await startUnixServer(shout, path),
		await startUnixServer(shout, Buffer.from(`\0${name}`)),
	];
	t.teardown(() => {
		unix.close();
		abstract.close();
	});
	const hash = (text: string) => createHash("sha256").update(text).digest("hex");
	const targets = [`TCP:127.0.0.1:${portOf(server)}`, `UNIX-CONNECT:${path}`, `ABSTRACT-CONNECT:${name}`];
	for (const address of targets) {
		const client = new Program(t, "socat", "-t30", "-", address);
		client.process.stdin.end(data);
		const { stdout, code, stderr } = await client.ended;
		t.is(code, 0, stderr);
		t.is(hash(stdout), hash(data.toUpperCase()), address);
	}
});

test("a peer that crashes is told as what it is", async (t) => {
	if (!hasCommand(t, "python3")) return;
	if (process.platform !== "linux") {
		skip(t, "SO_LINGER", "Linux only");
		return;
	}
	const crash = `
import socket, struct, sys
sock = socket.create_server(("127.0.0.1", 0))
print("port", sock.getsockname()[1], flush=True)
peer, _ = sock.accept()
peer.recv(5)
peer.send(b"half a ")
peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
peer.recv(5)
peer.close()
`;
	const python = new Program(t, "python3", "-c", crash);
	const [, port] = await python.printed(/port (\d+)/);
	const [reader, writer] = await openConnection("127.0.0.1", Number(port));
	writer.write("hello");
	t.is(String(await reader.readexactly(7)), "half a ");
	writer.write("crash");
	const error = await t.throwsAsync<NodeJS.ErrnoException>(async () => reader.readline());
	t.is(error?.code, "ECONNRESET");
	await t.throwsAsync(async () => writer.waitClosed(), { name: "ConnectionResetError" });
});
