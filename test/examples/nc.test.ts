import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { hasCommand } from "../helpers/has-command.js";
import { exampleCommand, startExample } from "./helpers/example.js";
import { Program } from "./helpers/program.js";

const file = "08-nc.js";

/** A server for one connection. */
async function serve(t: ExecutionContext): Promise<{ port: string; accepted: Promise<Socket> }> {
	const server = createServer({ allowHalfOpen: true });
	t.teardown(() => server.close());
	const accepted = once(server, "connection").then(([sock]) => {
		t.teardown(() => sock.destroy());
		return sock as Socket;
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	return { port: String((server.address() as AddressInfo).port), accepted };
}

test("nc: talks to Debian's nc, which listens", async (t) => {
	if (!hasCommand(t, "nc")) return;
	const theirs = new Program(t, "nc", "-lvN", "127.0.0.1", "0");
	const [, port = ""] = await theirs.complained(/Listening on \S+ (\d+)/i);
	const ours = startExample(t, file, "127.0.0.1", port);
	ours.process.stdin.write("from ours\n");
	await theirs.printed(/^from ours\n$/);
	theirs.process.stdin.write("from theirs\n");
	await ours.printed(/^from theirs\n$/);
	ours.process.stdin.end("and the end\n");
	t.deepEqual(await theirs.finish(), {
		...(await theirs.ended),
		code: 0,
		stdout: "from ours\nand the end\n",
	});
	t.deepEqual(await ours.ended, { code: 0, signal: null, stdout: "from theirs\n", stderr: "" });
});

test("nc: listens, and Debian's nc talks to it", async (t) => {
	if (!hasCommand(t, "nc")) return;
	const ours = startExample(t, file, "-l", "127.0.0.1", "0");
	const [, port = ""] = await ours.complained(/^listening on 127\.0\.0\.1:(\d+)\n$/);
	const theirs = new Program(t, "nc", "-N", "127.0.0.1", port);
	theirs.process.stdin.end("from theirs\n");
	await ours.printed(/^from theirs\n$/);
	ours.process.stdin.end("from ours\n");
	t.is((await theirs.ended).stdout, "from ours\n");
	const { code, stdout } = await ours.ended;
	t.is(stdout, "from theirs\n");
	t.is(code, 0);
});

/** Sends everything before it reads anything. Whoever reads only when nothing is left to write waits for ever. */
const stubborn = `
import hashlib, socket, sys
with socket.create_server(("127.0.0.1", 0)) as server:
    print(server.getsockname()[1], flush=True)
    connection, _ = server.accept()
with connection:
    line = b"0123456789abcdef" * 64
    for _ in range(6 * 1024):
        connection.sendall(line)
    connection.shutdown(socket.SHUT_WR)
    digest, total = hashlib.sha256(), 0
    while part := connection.recv(65536):
        digest.update(part)
        total += len(part)
    print(total, digest.hexdigest(), flush=True)
`;

test("nc: carries megabytes both ways at once, for a peer in Python that sends before it reads", async (t) => {
	if (!hasCommand(t, "python3")) return;
	const peer = new Program(t, "python3", "-c", stubborn);
	const [, port = ""] = await peer.printed(/^(\d+)\n/);
	const bytes = randomBytes(6 * 1024 * 1024);
	const ours = startExample(t, file, "127.0.0.1", port);
	ours.process.stdin.end(bytes);
	const { code, stdout, stderr } = await ours.ended;
	t.is(stderr, "");
	t.is(code, 0);
	t.true(stdout === "0123456789abcdef".repeat(64 * 6 * 1024), `${stdout.length} bytes came`);
	const digest = createHash("sha256").update(bytes).digest("hex");
	t.is((await peer.ended).stdout, `${port}\n${bytes.length} ${digest}\n`);
});

test("nc: goes on sending while nobody takes what it prints", async (t) => {
	const { port, accepted } = await serve(t);
	const ours = startExample(t, file, "127.0.0.1", port);
	const sock = await accepted;
	ours.process.stdout.pause();
	// Far more than all the buffers on the way hold.
	const flood = Buffer.alloc(8 * 1024 * 1024, "~");
	const flooded = new Promise<void>((resolve) => sock.end(flood, () => resolve()));
	const received = sock.setEncoding("utf8")[Symbol.asyncIterator]();
	for (const word of ["one", "two", "three"]) {
		ours.process.stdin.write(word);
		t.is((await received.next()).value, word);
	}
	t.true(sock.writableLength > 0, "the flood is still on its way");
	ours.process.stdout.resume();
	await flooded;
	const { code, stdout } = await ours.finish();
	t.is(stdout.length, flood.length);
	t.is(code, 0);
});

test("nc: takes a file for its standard input and another for its output", async (t) => {
	const folder = mkdtempSync(join(tmpdir(), "evloop-nc-"));
	t.teardown(() => rmSync(folder, { recursive: true }));
	const [from, to] = [join(folder, "from"), join(folder, "to")];
	const bytes = randomBytes(300_000);
	writeFileSync(from, bytes);
	const { port, accepted } = await serve(t);
	const redirect = ['exec "$@" <"$FROM" >"$TO"', "sh", ...exampleCommand(file), "127.0.0.1", port];
	const ours = new Program(t, "env", `FROM=${from}`, `TO=${to}`, "sh", "-c", ...redirect);
	const sock = await accepted;
	const chunks: Buffer[] = [];
	sock.on("data", (chunk: Buffer) => chunks.push(chunk));
	await once(sock, "end");
	t.true(Buffer.concat(chunks).equals(bytes));
	sock.end(bytes.toReversed());
	const { code, stderr } = await ours.ended;
	t.is(stderr, "");
	t.is(code, 0);
	t.true(readFileSync(to).equals(bytes.toReversed()));
});
