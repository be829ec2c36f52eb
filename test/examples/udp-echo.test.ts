import { createSocket } from "node:dgram";
import { once } from "node:events";
import test from "ava";
import { runExample, startExample } from "./helpers/example.js";

const file = "10-udp-echo.js";

test("udp-echo: server and client in one process", async (t) => {
	const { code, stdout, stderr } = await runExample(t, file);
	t.is(stderr, "");
	t.regex(stdout, /^serving on 127\.0\.0\.1:\d+\none -> one\ntwo -> two\nthree -> three\n$/);
	t.is(code, 0);
});

test("udp-echo: the server answers whoever asks, and ends after its limit", async (t) => {
	const server = startExample(t, file, "serve", "0", "20");
	const [, port = ""] = await server.printed(/serving on 127\.0\.0\.1:(\d+)/);
	const { stdout } = await runExample(t, file, "ask", "127.0.0.1", port, "hello", "world");
	t.is(stdout, "hello -> hello\nworld -> world\n");
	const sock = createSocket("udp4");
	sock.send("from node:dgram", Number(port), "127.0.0.1");
	const [data] = (await once(sock, "message")) as [Buffer];
	t.is(data.toString(), "from node:dgram");
	// How many that makes is unknown: a client that was not answered in time has asked again.
	const more = setInterval(() => sock.send("more", Number(port), "127.0.0.1"), 5);
	t.is((await server.ended).code, 0);
	clearInterval(more);
	sock.close();
});

test("udp-echo: a client whose server is not there is told so", async (t) => {
	const probe = createSocket("udp4").bind(0, "127.0.0.1");
	await once(probe, "listening");
	const { port } = probe.address();
	probe.close();
	const { code, stderr } = await runExample(t, file, "ask", "127.0.0.1", String(port), "anybody?");
	t.is(code, 1);
	t.regex(stderr, /ConnectionRefusedError/);
});
