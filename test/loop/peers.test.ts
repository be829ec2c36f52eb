/** Small servers and clients on the loop, with curl, nc and Python's asyncio at the other end. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import test, { type ExecutionContext } from "ava";
import { Socket } from "../../src/sockets/index.js";
import { hasCommand } from "../helpers/has-command.js";
import { newLoop } from "../helpers/new-loop.js";
import { echo, serveLoopback } from "../helpers/server.js";

/** Runs a program to its end, feeding it some text. */
async function talk(t: ExecutionContext, command: string, args: string[], input = ""): Promise<string> {
	const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"], timeout: 40_000 });
	t.teardown(() => child.kill("SIGKILL"));
	let output = "";
	let complaints = "";
	child.stdout.setEncoding("latin1").on("data", (text: string) => {
		output += text;
	});
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		complaints += text;
	});
	child.stdin.on("error", () => {}).end(input, "latin1");
	const [code] = (await once(child, "close")) as [number | null];
	t.is(code, 0, `${command} ended with ${code}: ${complaints}`);
	return output;
}

/** A program that listens; gives its port once it says so. */
async function listening(t: ExecutionContext, command: string, args: string[], pattern: RegExp) {
	const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"], timeout: 40_000 });
	t.teardown(() => child.kill("SIGKILL"));
	let text = "";
	let output = "";
	child.stdout.setEncoding("latin1").on("data", (chunk: string) => {
		output += chunk;
	});
	const port = await new Promise<number>((resolve, reject) => {
		const look = (chunk: string) => {
			text += chunk;
			const found = pattern.exec(text)?.[1];
			if (found !== undefined) resolve(Number(found));
		};
		child.stdout.on("data", look);
		child.stderr.setEncoding("utf8").on("data", look);
		child.once("close", () => reject(new Error(`${command} did not listen: ${text}`)));
	});
	return { child, port, output: () => output };
}

/** Every byte value, in an order that no shift or swap leaves unchanged. */
function pattern(size: number): Buffer {
	return Buffer.from(Uint8Array.from({ length: size }, (_, i) => (i * 31 + (i >> 8)) & 0xff));
}

test("sockAccept, sockRecv, sockSendall: curl fetches a page from a server on the loop", async (t) => {
	if (!hasCommand(t, "curl")) return;
	const loop = newLoop(t);
	const body = pattern(300_000);
	const requests: string[] = [];
	const port = serveLoopback(t, loop, async (connection) => {
		let request = "";
		while (!request.includes("\r\n\r\n")) {
			const data = await loop.sockRecv(connection, 4096);
			if (data.length === 0) return;
			request += data.toString("latin1");
		}
		requests.push(request.slice(0, request.indexOf("\r\n")));
		const head = `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
		await loop.sockSendall(connection, head);
		await loop.sockSendall(connection, body);
	});

	const url = `http://127.0.0.1:${port}/page`;
	const fetched = await talk(t, "curl", ["--silent", "--show-error", "--fail", "--noproxy", "*", url, url]);

	t.deepEqual(requests, ["GET /page HTTP/1.1", "GET /page HTTP/1.1"]);
	t.true(Buffer.from(fetched, "latin1").equals(Buffer.concat([body, body])));
});

test("sockRecv, sockSendall: nc gets its own words back from a server on the loop", async (t) => {
	if (!hasCommand(t, "nc")) return;
	const loop = newLoop(t);
	const port = serveLoopback(t, loop, (connection) => echo(loop, connection));
	const words = pattern(200_000).toString("latin1");

	t.is(await talk(t, "nc", ["-N", "127.0.0.1", String(port)], words), words);
});

test("sockConnect: a client on the loop talks to nc", async (t) => {
	if (!hasCommand(t, "nc")) return;
	const loop = newLoop(t);
	const peer = await listening(t, "nc", ["-l", "-v", "-n", "127.0.0.1", "0"], /Listening on \S+ (\d+)/);
	using sock = new Socket();
	sock.setblocking(false);

	await loop.sockConnect(sock, ["127.0.0.1", peer.port]);
	await loop.sockSendall(sock, "from the loop\n");
	peer.child.stdin.end("from nc\n");
	let heard = "";
	while (!heard.endsWith("\n")) heard += await loop.sockRecv(sock, 100);
	sock.close();
	await once(peer.child, "close");

	t.is(heard, "from nc\n");
	t.is(peer.output(), "from the loop\n");
});

const asyncioClient = `
import asyncio, random, sys

async def client(port, number):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    source = random.Random(number)
    total = 0
    for _ in range(50):
        message = source.randbytes(source.randrange(1, 40000))
        writer.write(message)
        await writer.drain()
        assert await reader.readexactly(len(message)) == message
        total += len(message)
    writer.write_eof()
    assert await reader.read() == b""
    writer.close()
    await writer.wait_closed()
    return total

async def main():
    port = int(sys.argv[1])
    totals = await asyncio.gather(*(client(port, number) for number in range(20)))
    print(len(totals), "clients", min(totals) > 0)

asyncio.run(main())
`;

test("sockRecv, sockSendall: asyncio's streams get every byte back from a server on the loop", async (t) => {
	if (!hasCommand(t, "python3")) return;
	const loop = newLoop(t);
	const port = serveLoopback(t, loop, (connection) => echo(loop, connection));

	t.is(await talk(t, "python3", ["-c", asyncioClient, String(port)]), "20 clients True\n");
});

const asyncioServer = `
import asyncio

async def serve(reader, writer):
    while data := await reader.read(4096):
        writer.write(data[::-1])
        await writer.drain()
    writer.close()

async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print("listening on", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
`;

test("sockConnect: clients on the loop talk to asyncio's server", async (t) => {
	if (!hasCommand(t, "python3")) return;
	const loop = newLoop(t);
	const { port } = await listening(t, "python3", ["-c", asyncioServer], /listening on (\d+)/);
	const client = async (number: number) => {
		using sock = new Socket();
		sock.setblocking(false);
		await loop.sockConnect(sock, ["localhost", port]);
		for (let i = 0; i < 20; i += 1) {
			const message = Buffer.from(`message ${i} of client ${number}`);
			await loop.sockSendall(sock, message);
			let answer = Buffer.alloc(0);
			while (answer.length < message.length) {
				answer = Buffer.concat([answer, await loop.sockRecv(sock, 1024)]);
			}
			t.deepEqual(answer, Buffer.from(message.toReversed()));
		}
		return number;
	};

	const numbers = Array.from({ length: 20 }, (_, i) => i);
	t.deepEqual(await Promise.all(numbers.map(client)), numbers);
});
