import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import test, { type ExecutionContext } from "ava";
import { startExample } from "./helpers/example.js";

/** A server that sends back what comes, to the end; and the proxy before it. */
async function proxy(t: ExecutionContext, ...options: string[]) {
	const target = createServer({ allowHalfOpen: true }, (socket) => {
		socket.on("error", () => {});
		socket.pipe(socket);
	}).listen(0, "127.0.0.1");
	t.teardown(() => target.close());
	await once(target, "listening");
	const { port: targetPort } = target.address() as AddressInfo;
	const where = ["127.0.0.1", "0", "127.0.0.1", String(targetPort)];
	const program = startExample(t, "10-tcp-proxy.js", ...where, ...options);
	const [, port] = await program.printed(/serving on 127\.0\.0\.1:(\d+)/);
	const open = (): Socket => {
		const socket = connect({ port: Number(port), host: "127.0.0.1", allowHalfOpen: true });
		t.teardown(() => socket.destroy());
		return socket;
	};
	return { program, open, target };
}

test("tcp-proxy: carries everything both ways, and the ends, and ends after its limit", async (t) => {
	const { program, open } = await proxy(t, "total=2");
	for (const size of [5, 3_000_000]) {
		const data = randomBytes(size);
		const socket = open();
		socket.end(data);
		t.true((await buffer(socket)).equals(data));
	}
	const { code, stdout, stderr } = await program.ended;
	t.is(stderr, "");
	t.is(code, 0);
	t.regex(
		stdout,
		/^connection 1: 5 bytes there, 5 back\nconnection 2: 3000000 bytes there, 3000000 back\n$/m,
	);
});

test("tcp-proxy: one connection too many is closed, one that is silent, too", async (t) => {
	const { program, open } = await proxy(t, "connections=1", "idle=300", "total=2");
	const first = open();
	first.write("hello");
	await once(first, "data");
	t.is((await buffer(open())).length, 0);
	t.is((await buffer(first)).length, 0);
	first.destroy();
	const { stdout } = await program.ended;
	t.regex(stdout, /connection 2: one too many\nconnection 1: silent for 300 ms\n/);
});

test("tcp-proxy: no more bytes a second than allowed", async (t) => {
	const { open } = await proxy(t, "rate=1000000");
	const begun = performance.now();
	const socket = open();
	socket.end(Buffer.alloc(500_000));
	t.is((await buffer(socket)).length, 500_000);
	t.true(performance.now() - begun >= 400);
});

test("tcp-proxy: a target that is not there is told, and the client let go", async (t) => {
	const { program, open, target } = await proxy(t, "total=1");
	target.close();
	await once(target, "close");
	t.is((await buffer(open())).length, 0);
	const { stdout } = await program.ended;
	t.regex(stdout, /connection 1: ConnectionRefusedError/);
});
